// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Stakes with the interface and the bookkeeping of the deployed v1 staker, for tests on a local chain
/// @notice Never deploy it on a real chain: no token is transferred, anyone may stake any amount.
/// @dev Durations: 0 none, 1 three, 2 six, 3 twelve months (90, 180, 360 days).
contract TestStaker {
    struct Lock {
        uint256 amount;
        uint256 since;
    }

    event Staked(address indexed user, uint256 amount, uint8 duration);
    event DurationChanged(address indexed user, uint256 amount, uint8 oldDuration, uint8 newDuration);
    event UnStaked(address indexed user, uint256 amount);
    event RageQuit(address indexed user, uint256 totalToUser, uint256 penalty);
    event Delegated(address indexed user, address indexed operator, uint256 votes);
    event Undelegated(address indexed user, address indexed operator, uint256 votes);

    /// @notice Stake power that a user has delegated to an operator.
    mapping(address user => mapping(address operator => uint256 votes)) public delegatedVotes;

    mapping(address => Lock[4]) private locks;
    mapping(address => uint256) private delegatedOut;
    mapping(address => uint256) private delegatedIn;

    function stake(uint256 amount, uint8 duration) external {
        require(amount != 0, "stake amount cant be 0");
        put(locks[msg.sender][duration], amount);
        emit Staked(msg.sender, amount, duration);
    }

    function changeDuration(uint256 amount, uint8 oldDuration, uint8 newDuration) external {
        require(amount != 0, "amount cant be 0");
        require(newDuration > oldDuration, "new duration must exceed old");
        Lock storage from = locks[msg.sender][oldDuration];
        require(from.amount >= amount, "insufficient balance to change duration");
        from.amount -= amount;
        put(locks[msg.sender][newDuration], amount);
        emit DurationChanged(msg.sender, amount, oldDuration, newDuration);
    }

    /// @notice Takes from the shortest duration on.
    /// @dev As in the deployed contract, a lock that is passed over is wiped, even where nothing of it is vested.
    function unstake(uint256 amount) external {
        require(amount != 0, "unstake amount cant be 0");
        uint256 totalVested = 0;
        for (uint8 duration = 0; duration < 4; duration++) {
            totalVested += vested(msg.sender, duration);
        }
        require(totalVested >= amount, "insufficient balance to unstake");
        uint256 rest = amount;
        for (uint8 duration = 0; duration < 4; duration++) {
            uint256 most = vested(msg.sender, duration);
            if (rest <= most) {
                locks[msg.sender][duration].amount -= rest;
                break;
            }
            delete locks[msg.sender][duration];
            rest -= most;
        }
        requireBacked(msg.sender);
        emit UnStaked(msg.sender, amount);
    }

    /// @notice Everything at once, for half of what is not vested yet.
    function rageQuit() external {
        uint256 total = 0;
        uint256 totalVested = 0;
        for (uint8 duration = 0; duration < 4; duration++) {
            total += locks[msg.sender][duration].amount;
            totalVested += vested(msg.sender, duration);
        }
        require(total != 0, "nothing staked to rage quit");
        delete locks[msg.sender];
        requireBacked(msg.sender);
        uint256 toUser = totalVested + (total - totalVested) / 2;
        emit RageQuit(msg.sender, toUser, total - toUser);
    }

    /// @notice Hands stake power to an operator; power received from others stays where it is.
    /// @param votes whole units of stake power
    function delegate(address operator, uint256 votes) external {
        require(votes != 0, "votes cant be 0");
        require(operator != msg.sender, "cant delegate to oneself");
        require(votes <= ownPower(msg.sender) - delegatedOut[msg.sender], "insufficient power to delegate");
        delegatedVotes[msg.sender][operator] += votes;
        delegatedOut[msg.sender] += votes;
        delegatedIn[operator] += votes;
        emit Delegated(msg.sender, operator, votes);
    }

    /// @notice Takes delegated stake power back, at once.
    /// @param votes whole units of stake power
    function undelegate(address operator, uint256 votes) external {
        require(votes != 0, "votes cant be 0");
        require(votes <= delegatedVotes[msg.sender][operator], "insufficient delegation");
        delegatedVotes[msg.sender][operator] -= votes;
        delegatedOut[msg.sender] -= votes;
        delegatedIn[operator] -= votes;
        emit Undelegated(msg.sender, operator, votes);
    }

    /// @notice What the user's own stake gives, less what is delegated to others, and what others delegated.
    function getUserStakePower(address user) external view returns (uint256) {
        return ownPower(user) - delegatedOut[user] + delegatedIn[user];
    }

    function requireBacked(address user) private view {
        require(ownPower(user) >= delegatedOut[user], "undelegate first");
    }

    function ownPower(address user) private view returns (uint256) {
        Lock[4] storage lock = locks[user];
        return (lock[0].amount + lock[1].amount * 2 + lock[2].amount * 3 + lock[3].amount * 4) / 1e18;
    }

    function put(Lock storage lock, uint256 amount) private {
        lock.amount += amount;
        lock.since = block.timestamp;
    }

    function vested(address user, uint8 duration) private view returns (uint256) {
        uint16[4] memory daysOf = [0, 90, 180, 360];
        Lock storage lock = locks[user][duration];
        return block.timestamp >= lock.since + uint256(daysOf[duration]) * 1 days ? lock.amount : 0;
    }
}
