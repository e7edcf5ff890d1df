package dev.curation.local;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/**
 * Speaks Firestore's protocol and knows nothing: no document exists, queries find none, and commits
 * are accepted and forgotten. For training a JVM where there is no emulator, as in the build of a
 * container.
 */
final class EmptyDatabase implements AutoCloseable {
  private static final String SERVICE = "google.firestore.v1.Firestore";

  private final Server server;

  private EmptyDatabase(Server server) {
    this.server = server;
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @throws UncheckedIOException if it cannot
   */
  static EmptyDatabase start(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Server server = NettyServerBuilder.forAddress(address).addService(service()).build();
    try {
      return new EmptyDatabase(server.start());
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be used", e);
    }
  }

  private static ServerServiceDefinition service() {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(
            method(
                "BatchGetDocuments",
                MethodType.SERVER_STREAMING,
                BatchGetDocumentsRequest.getDefaultInstance(),
                BatchGetDocumentsResponse.getDefaultInstance()),
            ServerCalls.asyncServerStreamingCall(answering(EmptyDatabase::missing)))
        .addMethod(
            method(
                "RunQuery",
                MethodType.SERVER_STREAMING,
                RunQueryRequest.getDefaultInstance(),
                RunQueryResponse.getDefaultInstance()),
            ServerCalls.asyncServerStreamingCall(answering(EmptyDatabase::nothing)))
        .addMethod(
            method(
                "Commit",
                MethodType.UNARY,
                CommitRequest.getDefaultInstance(),
                CommitResponse.getDefaultInstance()),
            ServerCalls.asyncUnaryCall(answer(EmptyDatabase::accepted)))
        .build();
  }

  private static <A extends Message, B extends Message> MethodDescriptor<A, B> method(
      String name, MethodType type, A request, B response) {
    return MethodDescriptor.<A, B>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(ProtoUtils.marshaller(request))
        .setResponseMarshaller(ProtoUtils.marshaller(response))
        .build();
  }

  private static <A, B> ServerCalls.ServerStreamingMethod<A, B> answering(
      Function<A, List<B>> answers) {
    return (request, observer) -> send(answers.apply(request), observer);
  }

  private static <A, B> ServerCalls.UnaryMethod<A, B> answer(Function<A, B> answer) {
    return (request, observer) -> send(List.of(answer.apply(request)), observer);
  }

  private static <B> void send(List<B> answers, StreamObserver<B> observer) {
    answers.forEach(observer::onNext);
    observer.onCompleted();
  }

  private static List<BatchGetDocumentsResponse> missing(BatchGetDocumentsRequest request) {
    return request.getDocumentsList().stream()
        .map(
            name ->
                BatchGetDocumentsResponse.newBuilder().setMissing(name).setReadTime(time()).build())
        .toList();
  }

  private static List<RunQueryResponse> nothing(RunQueryRequest unusedRequest) {
    return List.of(RunQueryResponse.newBuilder().setReadTime(time()).build());
  }

  private static CommitResponse accepted(CommitRequest request) {
    CommitResponse.Builder response = CommitResponse.newBuilder().setCommitTime(time());
    for (int i = 0; i < request.getWritesCount(); i++) {
      response.addWriteResults(WriteResult.newBuilder().setUpdateTime(time()));
    }
    return response.build();
  }

  private static Timestamp time() {
    return Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1000).build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
