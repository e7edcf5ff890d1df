package dev.curation.local;

import static dev.curation.local.Distributor.CONTENT;
import static dev.curation.local.Distributor.NATIVE;
import static dev.curation.local.Distributor.NO_ROOT;
import static dev.curation.local.Distributor.TIMELOCK;
import static dev.curation.local.Distributor.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.local.Distributor.Seen;
import dev.curation.local.Distributor.Sent;
import dev.curation.local.DistributorCalls.Claim;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 400 random operations, allowed ones and others, on a RewardsDistributor with three tokens: after
 * each, it says what the model says, and pays out no more than it was given.
 */
class DistributorInvariantsTest {
  private static final int STEPS = 400;
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();

  /** Some can send transactions themselves. */
  private static final List<Address> CURATORS =
      Stream.concat(
              IntStream.range(8, 11).mapToObj(CHAIN::account),
              IntStream.range(0, 4).mapToObj(i -> person(i)))
          .toList();

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 9})
  void shouldPayWhatTheModelPays(long seed) {
    Run run = new Run(seed);
    for (int step = 0; step < STEPS; step++) {
      run.step("seed %d, step %d".formatted(seed, step));
    }
    run.assertVaried();
  }

  /** One random sequence. */
  private static final class Run {
    private final Random random;
    private final Distributor distributor = Distributor.deploy(LOCAL);
    private final List<DistributorModel> tokens;
    private final List<List<ClaimTree>> trees = new ArrayList<>();
    private final Map<String, Integer> outcomes = new HashMap<>();
    private final Map<String, BigInteger> claimedBefore = new HashMap<>();
    private int owner = Distributor.OWNER;
    private int nextOwner = -1;
    private int publisher = Distributor.PUBLISHER;
    private int guardian = Distributor.GUARDIAN;
    private Instant now = distributor.now();

    Run(long seed) {
      this.random = new Random(seed);
      Address fee = CHAIN.deploy("TestOddToken", Distributor.word(100).substring(2));
      this.tokens =
          Stream.of(NATIVE, TestPools.token(CHAIN, 18), fee).map(DistributorModel::new).toList();
      tokens.forEach(token -> trees.add(new ArrayList<>(List.of(tree(List.of())))));
    }

    void step(String name) {
      now =
          now.plusSeconds(
              switch (random.nextInt(6)) {
                case 0 -> TIMELOCK.toSeconds();
                case 1 -> random.nextLong(1, TIMELOCK.toSeconds() * 2);
                default -> random.nextLong(1, Duration.ofHours(2).toSeconds());
              });
      tokens.forEach(token -> token.at(now));
      CHAIN.nextBlockAt(now);
      int kind = random.nextInt(100);
      if (kind < 12) {
        fund();
      } else if (kind < 32) {
        propose(name);
      } else if (kind < 42) {
        revoke(name);
      } else if (kind < 80) {
        claim(name);
      } else if (kind < 92) {
        claimMany(name);
      } else {
        changeRoles(name);
      }
      assertAsInTheModel(name);
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    /** Mostly who may, sometimes anybody. */
    private int mostly(int account) {
      return random.nextInt(8) == 0 ? random.nextInt(1, 8) : account;
    }

    private void assertOutcome(String name, String kind, String expected, Sent sent) {
      assertEquals(expected, sent.error(), name + ": " + kind);
      outcomes.merge(kind + " " + expected, 1, Integer::sum);
    }

    private void fund() {
      DistributorModel token = any(tokens);
      Wei amount = Wei.of(random.nextLong(1, 500));
      Sent sent =
          token.token().equals(NATIVE)
              ? distributor.sendValue(0, distributor.address, amount)
              : distributor.send(0, token.token(), TokenCalls.mint(distributor.address, amount));
      assertEquals("", sent.error());
      token.fund(amount.value());
    }

    /** What everybody had before and some more; one time of ten a mistake: less for one of them. */
    private ClaimTree tree(List<ClaimTree> before) {
      Map<Address, Wei> amounts = new LinkedHashMap<>();
      for (Address curator : CURATORS) {
        long had = before.isEmpty() ? 0 : before.getLast().amount(curator).value().longValueExact();
        long more = random.nextInt(10) == 0 ? -had / 2 : random.nextLong(0, 60);
        amounts.put(curator, Wei.of(had + more));
      }
      return ClaimTree.of(amounts);
    }

    /** The token's tree with that root; some other one where there is none. */
    private ClaimTree known(int index, String root) {
      return trees.get(index).stream()
          .filter(tree -> tree.root().equals(root))
          .findFirst()
          .orElse(trees.get(index).getFirst());
    }

    private void propose(String name) {
      int index = random.nextInt(tokens.size());
      DistributorModel token = tokens.get(index);
      List<ClaimTree> known = trees.get(index);
      ClaimTree tree =
          switch (random.nextInt(8)) {
            case 0 -> any(known);
            case 1, 2 -> known(index, token.previous());
            default -> tree(known);
          };
      int sender = mostly(publisher);
      String expected = sender == publisher ? token.propose(tree, now) : "NotPublisher";
      if (expected.isEmpty()) {
        known.add(tree);
      }
      assertOutcome(
          name,
          "propose",
          expected,
          distributor.send(
              sender, DistributorCalls.proposeRoot(token.token(), tree.root(), CONTENT)));
    }

    private void revoke(String name) {
      int index = random.nextInt(tokens.size());
      DistributorModel token = tokens.get(index);
      String root =
          any(
              List.of(
                  token.current(),
                  token.current(),
                  token.pending().root(),
                  token.previous(),
                  any(trees.get(index)).root()));
      int sender = mostly(guardian);
      String before = token.pending().root();
      String expected = sender == guardian ? token.revoke(root) : "NotGuardian";
      String proposedAgain =
          expected.isEmpty() && token.current().equals(before) && !before.equals(NO_ROOT)
              ? " to what was proposed again"
              : "";
      assertOutcome(
          name,
          "revoke" + proposedAgain,
          expected,
          distributor.send(sender, DistributorCalls.revokeRoot(token.token(), root)));
    }

    /** Of the current tree mostly; else of another one, of another token, or forged. */
    private Claim anyClaim(int index, Address account) {
      Address token = tokens.get(index).token();
      Claim right = known(index, tokens.get(index).current()).claim(token, account);
      return switch (random.nextInt(12)) {
        case 0 -> any(trees.get(index)).claim(token, account);
        case 1 -> any(any(trees)).claim(token, account);
        case 2 ->
            new Claim(token, Wei.of(right.cumulative().value().add(BigInteger.ONE)), right.proof());
        case 3 ->
            new Claim(token, right.cumulative(), right.proof().subList(1, right.proof().size()));
        default -> right;
      };
    }

    private void claim(String name) {
      int index = random.nextInt(tokens.size());
      Address account = random.nextInt(30) == 0 ? person(99) : any(CURATORS);
      Claim claim = anyClaim(index, account.equals(person(99)) ? any(CURATORS) : account);
      String expected = tokens.get(index).claim(account, claim);
      int self = CHAIN.accounts().indexOf(account);
      int sender = self > 0 && random.nextBoolean() ? self : random.nextInt(1, 12);
      Sent sent = distributor.send(sender, DistributorCalls.claim(account, claim));
      assertOutcome(name, "claim", expected, sent);
    }

    private void claimMany(String name) {
      Address account = any(CURATORS);
      List<Claim> claims = new ArrayList<>();
      String expected = "";
      List<Map<Address, BigInteger>> before =
          tokens.stream().map(DistributorModel::payments).toList();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        int index = random.nextInt(tokens.size());
        Claim claim = anyClaim(index, account);
        claims.add(claim);
        expected = expected.isEmpty() ? tokens.get(index).claim(account, claim) : expected;
      }
      // All or nothing.
      if (!expected.isEmpty()) {
        for (int i = 0; i < before.size(); i++) {
          tokens.get(i).takeBack(before.get(i));
        }
      }
      Sent sent = distributor.send(11, DistributorCalls.claimMany(account, claims));
      assertOutcome(name, "claimMany", expected, sent);
    }

    private void changeRoles(String name) {
      int someone = random.nextInt(1, 8);
      Address address = CHAIN.account(someone);
      int sender = mostly(owner);
      String expected = sender == owner ? "" : "OwnableUnauthorizedAccount";
      String call =
          switch (random.nextInt(4)) {
            case 0 -> {
              publisher = expected.isEmpty() ? someone : publisher;
              yield DistributorCalls.setPublisher(address);
            }
            case 1 -> {
              guardian = expected.isEmpty() ? someone : guardian;
              yield DistributorCalls.setGuardian(address);
            }
            case 2 -> {
              nextOwner = expected.isEmpty() ? someone : nextOwner;
              yield DistributorCalls.transferOwnership(address);
            }
            default -> {
              sender = nextOwner > 0 && random.nextBoolean() ? nextOwner : sender;
              expected = sender == nextOwner ? "" : "OwnableUnauthorizedAccount";
              owner = expected.isEmpty() ? sender : owner;
              nextOwner = expected.isEmpty() ? -1 : nextOwner;
              yield DistributorCalls.acceptOwnership();
            }
          };
      assertOutcome(name, "role", expected, distributor.send(sender, call));
      assertEquals(CHAIN.account(owner), distributor.role("owner"), name);
      assertEquals(CHAIN.account(publisher), distributor.role("publisher"), name);
      assertEquals(CHAIN.account(guardian), distributor.role("guardian"), name);
    }

    private void assertAsInTheModel(String name) {
      for (DistributorModel token : tokens) {
        Seen seen = distributor.see(token.token(), CURATORS);
        assertEquals(token.current(), seen.root(), name);
        assertEquals(token.pending(), seen.pending(), name);
        assertEquals(CURATORS.stream().map(token::claimed).toList(), seen.claimed(), name);
        assertPaidRightly(name, token, seen);
      }
      // Nobody else gives them any of the plain token.
      DistributorModel plain = tokens.get(1);
      Address curator = any(CURATORS);
      assertEquals(plain.claimed(curator), distributor.balance(plain.token(), curator), name);
    }

    /** What holds whatever the model says. */
    private void assertPaidRightly(String name, DistributorModel token, Seen seen) {
      BigInteger paid = seen.total();
      assertEquals(seen.claimed().stream().reduce(BigInteger.ZERO, BigInteger::add), paid, name);
      assertTrue(paid.compareTo(token.funded()) <= 0, name);
      assertEquals(token.funded().subtract(paid), seen.balance(), name);
      for (int i = 0; i < CURATORS.size(); i++) {
        BigInteger claimed = seen.claimed().get(i);
        assertTrue(claimed.compareTo(token.highest(CURATORS.get(i))) <= 0, name);
        String key = token.token() + " " + CURATORS.get(i);
        BigInteger before = claimedBefore.put(key, claimed);
        assertTrue(before == null || claimed.compareTo(before) >= 0, name);
      }
    }

    /** A sequence in which something never happened would prove nothing about it; few seeds do. */
    void assertVaried() {
      for (String outcome :
          List.of(
              "propose ",
              "propose RootAlreadyProposed",
              "propose NotPublisher",
              "revoke ",
              "revoke to what was proposed again ",
              "revoke RootNotRevocable",
              "revoke NotGuardian",
              "claim ",
              "claim InvalidProof",
              "claimMany ",
              "claimMany InvalidProof",
              "role ",
              "role OwnableUnauthorizedAccount")) {
        assertTrue(outcomes.containsKey(outcome), outcome + " is not in " + outcomes);
      }
      assertTrue(
          tokens.stream().allMatch(token -> token.paid().signum() > 0), "a token paid nothing");
    }
  }
}
