package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.pools.PoolMessage;
import dev.curation.pools.PoolRequest;
import dev.curation.staking.StakeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What front ends sign with wallet libraries is what the backend takes for it. */
class RequestSigningTest {
  private static final String OTHER = "0x00000000000000000000000000000000000000bb";
  private static final Address CONTRACT = StakeFacts.CONTRACT.address();

  private static JsonObject request(String action, String... members) {
    JsonObject request = new JsonObject();
    request.addProperty("action", action);
    request.addProperty("chainId", "1");
    for (int i = 0; i < members.length; i += 2) {
      request.addProperty(members[i], members[i + 1]);
    }
    request.addProperty("requestId", "a-Z_9");
    request.addProperty("deadline", "1795267200");
    return request;
  }

  private static List<JsonObject> all() {
    String me = StakeFacts.USER.hex();
    String votes = "1000000000000000000000000001";
    return List.of(
        request("createOperator", "operator", me, "owner", OTHER, "commissionE18", "5"),
        request("removeOperator", "owner", me, "operator", OTHER),
        request("setCommission", "owner", me, "operator", OTHER, "rateE18", "0"),
        request("delegate", "curator", me, "operator", OTHER, "votes", votes),
        request("undelegate", "curator", me, "operator", OTHER, "votes", votes),
        request("redelegate", "curator", me, "source", OTHER, "target", me, "votes", votes),
        request("withdraw", "curator", me, "operator", OTHER),
        request("withdraw", "curator", me, "operator", OTHER, "to", OTHER),
        request("withdrawAll", "curator", me, "maxDelegations", "7"),
        request("withdrawAll", "curator", me, "to", OTHER, "after", OTHER, "maxDelegations", "100"),
        request("withdrawOperator", "owner", me, "operator", OTHER),
        request("withdrawShares", "curator", me, "collection", OTHER),
        request("setWithdrawAddress", "person", me, "withdrawAddress", OTHER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ethers", "viem"})
  void shouldRecogniseTheSignerOfEachKindOfRequest(String library) throws Exception {
    List<JsonObject> requests = all();
    List<String> signatures =
        WalletLibrary.signRequests(library, StakeFacts.KEY, CONTRACT, requests);
    List<String> strangers = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      requests.get(i).addProperty("signature", signatures.get(i));
      PoolRequest parsed = PoolRequest.parse(requests.get(i).toString());
      PoolMessage message = parsed.message();
      Optional<Address> signer = parsed.signature().signer(message.digest(CONTRACT));
      if (!signer.equals(Optional.of(message.action().signer()))) {
        strangers.add(message.action().primaryType());
      }
    }
    assertEquals(List.of(), strangers);
  }
}
