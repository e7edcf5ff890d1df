package dev.curation.campaigns;

import static dev.curation.campaigns.CampaignHistory.HOUR;
import static dev.curation.campaigns.CampaignHistory.START;
import static dev.curation.campaigns.CampaignHistory.place;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.commits.Act;
import dev.curation.decoding.TokenTransfer;
import dev.curation.programs.Activity;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RequestedAction;
import dev.curation.staking.StakeFacts;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.util.List;

/** Programs at work, and everything that may be done to them. */
final class CampaignScene {
  static final String CREATOR = "carl";
  static final String ANN = "ann";
  static final String BEN = "ben";
  static final int CROWD = 401;

  private static final Act ACT = new Act("an-order", "operator", "for the test", "an order");
  private static final CollectionId COLLECTION =
      new CollectionId(CampaignWorld.CHAIN, StakeFacts.address(0x100_000L));
  private static final String HEX = CampaignHistory.hex(CREATOR);

  private CampaignScene() {}

  static ProgramRequest request(long start, long periods) {
    BigInteger total = BigInteger.valueOf(900);
    return new ProgramRequest(
        "title",
        "description",
        HEX,
        CampaignWorld.TOKEN.toString(),
        total,
        total,
        null,
        start,
        periods,
        3_600,
        0,
        2 * 3_600,
        ProgramRequest.DEFAULT_ROLLOVER_BPS,
        null,
        List.of(
            new RequestedAction(
                "VOTE", 0, 1_000, BigInteger.ZERO, null, 0, 10_000, null, null, 3)));
  }

  static Activity vote(long at, String who) {
    return Activity.vote(at, CampaignHistory.hex(who), place(0), BigInteger.ONE);
  }

  /**
   * Half an hour into the second period: programs 1 and 2 give something to ann and ben, who voted
   * in the first one; program 3 starts in half an hour, 4 gave nothing and expires in an hour. Some
   * money is locked in none.
   */
  static CampaignWorld world() {
    CampaignWorld world = new CampaignWorld();
    world.reach(START);
    world.deposit(CampaignWorld.person(CREATOR), CampaignWorld.TOKEN, BigInteger.valueOf(5_000));
    world.create(CREATOR, request(START, 3));
    world.create(CREATOR, request(START, 2));
    world.create(CREATOR, request(START + 2 * HOUR, 1));
    for (int i = 0; i < 3; i++) {
      world.happen(vote(START + i, ANN));
    }
    world.happen(vote(START + 5, BEN));
    world.requireNoFailures(world.know(START + HOUR));
    world.reach(START + HOUR + HOUR / 2);
    return world;
  }

  /** An hour and more is over of which programs know nothing yet; one was to end before. */
  static CampaignWorld behind() {
    CampaignWorld world = world();
    long at = START + HOUR + HOUR / 2;
    world.submit(CREATOR, new ProgramAction.EndProgram(CampaignWorld.person(CREATOR), 1));
    for (int i = 0; i < 200; i++) {
      world.happen(vote(at + i * 20_000L, i % 3 == 0 ? ANN : BEN));
    }
    world.happen(vote(START + HOUR + 7, BEN));
    world.reach(at + HOUR + HOUR / 6);
    return world;
  }

  /** A crowd took part in a period that is over now. */
  static CampaignWorld crowded() {
    CampaignWorld world = world();
    for (int i = 0; i < CROWD; i++) {
      world.happen(vote(START + HOUR + i, "p" + i));
    }
    world.requireNoFailures(world.know(START + HOUR + HOUR / 2));
    world.reach(START + 2 * HOUR);
    return world;
  }

  /** All is over, one has claimed; it expires now. */
  static CampaignWorld expiring() {
    CampaignWorld world = crowded();
    world.requireNoFailures(world.know(START + 3 * HOUR));
    world.submit(BEN, new ProgramAction.ClaimAllRewards(CampaignWorld.person(BEN)));
    world.reach(START + 6 * HOUR);
    return world;
  }

  /** What is done; each once, under its own name. */
  enum Deed {
    CREATE {
      @Override
      Object on(CampaignWorld world, Store store) {
        return submit(
            world,
            store,
            CREATOR,
            CampaignWorld.creation(request(world.now.toEpochMilli() + HOUR, 1)));
      }
    },
    END_PENDING {
      @Override
      Object on(CampaignWorld world, Store store) {
        return submit(world, store, CREATOR, new ProgramAction.EndProgram(new Address(HEX), 3));
      }
    },
    END_STARTED {
      @Override
      Object on(CampaignWorld world, Store store) {
        return submit(world, store, CREATOR, new ProgramAction.EndProgram(new Address(HEX), 1));
      }
    },
    CLAIM {
      @Override
      Object on(CampaignWorld world, Store store) {
        return submit(
            world, store, ANN, new ProgramAction.ClaimRewards(CampaignWorld.person(ANN), 1));
      }
    },
    CLAIM_ALL {
      @Override
      Object on(CampaignWorld world, Store store) {
        return submit(
            world, store, ANN, new ProgramAction.ClaimAllRewards(CampaignWorld.person(ANN)));
      }
    },
    WITHDRAW {
      @Override
      Object on(CampaignWorld world, Store store) {
        return submit(
            world,
            store,
            CREATOR,
            new ProgramAction.WithdrawFunds(
                new Address(HEX), CampaignWorld.TOKEN.address(), BigInteger.valueOf(1_234)));
      }
    },
    DEPOSIT {
      @Override
      Object on(CampaignWorld world, Store store) {
        TokenTransfer transfer =
            CampaignWorld.transfer(
                1_000_000, new Address(HEX), CampaignWorld.TOKEN, BigInteger.valueOf(77));
        var unused = world.deposits(store).credit(CampaignWorld.TOKEN, transfer);
        return "seen";
      }
    },
    EXCLUDE {
      @Override
      Object on(CampaignWorld world, Store store) {
        return world
            .administration(store)
            .exclude(CampaignWorld.CHAIN, CampaignWorld.person(ANN), true, ACT);
      }
    },
    REGISTER_OWNER {
      @Override
      Object on(CampaignWorld world, Store store) {
        return world
            .administration(store)
            .registerOwner(COLLECTION, CampaignWorld.person(BEN), ACT);
      }
    },
    ACCEPT_ASSET {
      @Override
      Object on(CampaignWorld world, Store store) {
        return world
            .administration(store)
            .acceptAsset(CampaignWorld.TOKEN, StakeFacts.address(0x7ea), 5, ACT);
      }
    };

    /**
     * @param store in a process of its own
     */
    abstract Object on(CampaignWorld world, Store store);

    Object submit(CampaignWorld world, Store store, String who, ProgramAction action) {
      return world.desk(store).submit(world.signed(who, action, "the-" + name()));
    }
  }
}
