// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Pays rewards by Merkle proofs of cumulative amounts
/// @notice For each token, one root says how much each account may have had in all since the beginning. A claim pays
/// what is new in it, always to the account itself, whoever sends it. Token address 0 is the chain's native coin.
/// Fund it by plain transfers; amounts are in the token's smallest units.
///
/// Who can do what:
/// - Anybody may fund, and claim for any account.
/// - The publisher proposes roots. A root counts once its timelock is over, with no further transaction.
/// - The guardian revokes a root, before or after it counts. It cannot set any root, so it can stop claims only.
/// - The owner names publisher, guardian and, in two steps, the next owner. It has no way to money but a publisher's.
/// - Nobody can take money out but by a claim, shorten the timelock, pause, or change this code.
///
/// A leaf is that of OpenZeppelin's StandardMerkleTree of ["address", "uint256"]: account, cumulative amount. It names
/// neither token nor chain: each root counts for the token that it was proposed for, here alone.
///
/// Not for tokens whose balances change by themselves, nor for more than 2^192 - 1 of one token in all. Of a token that
/// takes a fee on transfers, an account counts as paid with what was sent.
contract RewardsDistributor is Ownable2Step {
    using SafeERC20 for IERC20;

    /// Where activeAt is 0, nothing is pending. Where it has come, the pending root is the current one already, and
    /// the next change moves it. It shares its slot with the total, as a claim needs both.
    struct Roots {
        uint64 activeAt;
        uint192 claimed;
        bytes32 current;
        bytes32 previous;
        bytes32 pending;
        bytes32 pendingContent;
    }

    uint64 public constant MIN_TIMELOCK = 1 hours;
    uint64 public constant MAX_TIMELOCK = 30 days;

    /// @notice Seconds between a root's proposal and its first claim.
    uint64 public immutable timelock;
    address public publisher;
    address public guardian;

    /// @notice What an account has been paid of a token, in all.
    mapping(address token => mapping(address account => uint256)) public claimed;
    mapping(address token => Roots) private _roots;

    /// @param content SHA-256 of the published tree file
    /// @param activeAt seconds since 1970: claims from then on go by this root, unless it is revoked or replaced before
    event RootProposed(address indexed token, bytes32 indexed root, bytes32 content, uint64 activeAt);
    /// @param fallenBackTo the root that claims go by from now on; 0: none
    event RootRevoked(address indexed token, bytes32 indexed root, bytes32 fallenBackTo);
    /// @param amount paid now, above 0
    /// @param cumulative paid in all, this claim included
    event Claimed(address indexed account, address indexed token, uint256 amount, uint256 cumulative);
    event PublisherSet(address indexed publisher);
    event GuardianSet(address indexed guardian);

    error NotPublisher(address sender);
    error NotGuardian(address sender);
    error ZeroAddress();
    error InvalidTimelock(uint64 timelock);
    error ZeroRoot();
    /// The root is the pending or the current one.
    error RootAlreadyProposed(address token, bytes32 root);
    /// The root is neither the pending nor the current one.
    error RootNotRevocable(address token, bytes32 root);
    error InvalidProof(address account, address token);
    error LengthMismatch();

    constructor(address owner_, address publisher_, address guardian_, uint64 timelock_) Ownable(owner_) {
        if (timelock_ < MIN_TIMELOCK || timelock_ > MAX_TIMELOCK) revert InvalidTimelock(timelock_);
        timelock = timelock_;
        _setPublisher(publisher_);
        _setGuardian(guardian_);
    }

    /// @notice Funds it with the chain's native coin.
    receive() external payable {}

    /// @notice Pays an account what is new in its cumulative amount; anybody may send it. Where nothing is new (as in a
    /// second claim), it pays 0, changes nothing and emits nothing, but the proof must be right all the same.
    /// @return paid to the account
    function claim(address account, address token, uint256 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 paid)
    {
        return _claim(account, token, cumulative, proof);
    }

    /// @notice Claims several tokens for one account. Where one of them fails, all do.
    /// @return paid to the account, per token
    function claimMany(
        address account,
        address[] calldata tokens,
        uint256[] calldata cumulatives,
        bytes32[][] calldata proofs
    ) external returns (uint256[] memory paid) {
        if (cumulatives.length != tokens.length || proofs.length != tokens.length) revert LengthMismatch();
        paid = new uint256[](tokens.length);
        for (uint256 i = 0; i < tokens.length; i++) {
            paid[i] = _claim(account, tokens[i], cumulatives[i], proofs[i]);
        }
    }

    /// @notice The publisher proposes a token's next root, which counts after the timelock. It replaces a pending one
    /// that does not count yet; that one's time does not carry over.
    /// @param content SHA-256 of the published tree file
    function proposeRoot(address token, bytes32 root_, bytes32 content) external {
        if (msg.sender != publisher) revert NotPublisher(msg.sender);
        if (root_ == 0) revert ZeroRoot();
        Roots storage roots = _roots[token];
        _takeDue(roots);
        if (root_ == roots.current || root_ == roots.pending) revert RootAlreadyProposed(token, root_);
        uint64 activeAt = SafeCast.toUint64(block.timestamp) + timelock;
        roots.pending = root_;
        roots.pendingContent = content;
        roots.activeAt = activeAt;
        emit RootProposed(token, root_, content, activeAt);
    }

    /// @notice The guardian revokes the pending root, and claims go on by the current one; or the current root, and
    /// claims go by the one before it, or by none where that is not known: only one is kept. As amounts are cumulative,
    /// nobody is paid twice by it. A revoked root may be proposed again, with the whole timelock.
    /// @param root_ named, so that a guardian who comes late cannot hit another one than meant
    function revokeRoot(address token, bytes32 root_) external {
        if (msg.sender != guardian) revert NotGuardian(msg.sender);
        if (root_ == 0) revert ZeroRoot();
        Roots storage roots = _roots[token];
        _takeDue(roots);
        if (root_ == roots.current) {
            roots.current = roots.previous;
            roots.previous = 0;
            // What was proposed again is current now; else it would become its own fallback.
            if (roots.pending == roots.current) _clearPending(roots);
        } else if (root_ == roots.pending) {
            _clearPending(roots);
        } else {
            revert RootNotRevocable(token, root_);
        }
        emit RootRevoked(token, root_, roots.current);
    }

    /// @notice Only the owner. What is pending stays so.
    function setPublisher(address publisher_) external onlyOwner {
        _setPublisher(publisher_);
    }

    /// @notice Only the owner.
    function setGuardian(address guardian_) external onlyOwner {
        _setGuardian(guardian_);
    }

    /// @dev Without an owner, the loss of the publisher's key would lock all money.
    function renounceOwnership() public pure override {
        revert OwnableInvalidOwner(address(0));
    }

    /// @notice The root that a claim in this block goes by; 0: none.
    function root(address token) external view returns (bytes32) {
        return _current(_roots[token]);
    }

    /// @notice The root that does not count yet, with its content and its time; zeros where there is none.
    function pending(address token) external view returns (bytes32 root_, bytes32 content, uint64 activeAt) {
        Roots storage roots = _roots[token];
        activeAt = roots.activeAt;
        return _isDue(activeAt) ? (bytes32(0), bytes32(0), 0) : (roots.pending, roots.pendingContent, activeAt);
    }

    /// @notice What all accounts have been paid of a token.
    function totalClaimed(address token) external view returns (uint256) {
        return _roots[token].claimed;
    }

    /// All state is written before money moves: whoever calls back in finds the claim done.
    function _claim(address account, address token, uint256 cumulative, bytes32[] calldata proof)
        private
        returns (uint256 paid)
    {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, cumulative))));
        Roots storage roots = _roots[token];
        if (!MerkleProof.verifyCalldata(proof, _current(roots), leaf)) revert InvalidProof(account, token);
        uint256 before = claimed[token][account];
        if (cumulative <= before) return 0;
        paid = cumulative - before;
        claimed[token][account] = cumulative;
        roots.claimed += SafeCast.toUint192(paid);
        emit Claimed(account, token, paid, cumulative);
        if (token == address(0)) {
            Address.sendValue(payable(account), paid);
        } else {
            IERC20(token).safeTransfer(account, paid);
        }
    }

    function _current(Roots storage roots) private view returns (bytes32) {
        return _isDue(roots.activeAt) ? roots.pending : roots.current;
    }

    function _isDue(uint64 activeAt) private view returns (bool) {
        return activeAt != 0 && block.timestamp >= activeAt;
    }

    function _takeDue(Roots storage roots) private {
        if (_isDue(roots.activeAt)) {
            roots.previous = roots.current;
            roots.current = roots.pending;
            _clearPending(roots);
        }
    }

    function _clearPending(Roots storage roots) private {
        roots.activeAt = 0;
        roots.pending = 0;
        roots.pendingContent = 0;
    }

    function _setPublisher(address publisher_) private {
        if (publisher_ == address(0)) revert ZeroAddress();
        publisher = publisher_;
        emit PublisherSet(publisher_);
    }

    function _setGuardian(address guardian_) private {
        if (guardian_ == address(0)) revert ZeroAddress();
        guardian = guardian_;
        emit GuardianSet(guardian_);
    }
}
