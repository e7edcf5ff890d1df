package dev.curation.simulator;

import com.google.gson.Gson;
import dev.curation.chain.Address;
import dev.curation.signing.TypedMessage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What somebody asks a pool for: the members of the message, in their order. */
final class Wish {
  private final Person signer;
  private final String action;
  private final List<Member> members = new ArrayList<>();

  private interface Member {
    String name();

    /** Its text in the request; the zero address is left out. */
    String text();

    void sign(TypedMessage message);
  }

  private record Account(String name, Address address) implements Member {
    @Override
    public String text() {
      return address.equals(Address.ZERO) ? "" : address.hex();
    }

    @Override
    public void sign(TypedMessage message) {
      var unused = message.address(name, address);
    }
  }

  private record Quantity(String name, BigInteger number) implements Member {
    @Override
    public String text() {
      return number.toString();
    }

    @Override
    public void sign(TypedMessage message) {
      var unused = message.uint256(name, number);
    }
  }

  Wish(Person signer, String action) {
    this.signer = signer;
    this.action = action;
  }

  Wish address(String name, Address address) {
    members.add(new Account(name, address));
    return this;
  }

  Wish number(String name, BigInteger number) {
    members.add(new Quantity(name, number));
    return this;
  }

  Person signer() {
    return signer;
  }

  String action() {
    return action;
  }

  /** The text of a member; empty where there is none. */
  String text(String name) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .map(Member::text)
        .findFirst()
        .orElse("");
  }

  /**
   * The signed request.
   *
   * @param hand who really signs
   * @param deadline seconds since the epoch
   */
  Call call(Person hand, String requestId, long deadline) {
    TypedMessage message = new TypedMessage();
    SortedMap<String, String> body = new TreeMap<>();
    for (Member member : members) {
      member.sign(message);
      if (!member.text().isEmpty()) {
        body.put(member.name(), member.text());
      }
    }
    byte[] digest =
        message
            .string("requestId", requestId)
            .uint256("deadline", BigInteger.valueOf(deadline))
            .digest(
                Character.toUpperCase(action.charAt(0)) + action.substring(1),
                Setting.CHAIN,
                Setting.STAKING.address());
    body.put("action", action);
    body.put("chainId", Setting.CHAIN.toString());
    body.put("requestId", requestId);
    body.put("deadline", Long.toString(deadline));
    body.put("signature", hand.sign(digest).hex());
    return Call.post("/", new Gson().toJson(body));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(action + " by " + signer);
    members.forEach(
        member -> text.append(' ').append(member.name()).append('=').append(member.text()));
    return text.toString();
  }
}
