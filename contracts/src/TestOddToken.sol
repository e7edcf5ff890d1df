// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token for tests that returns nothing from transfers, takes a fee on them, and calls back while it moves
/// @notice Never deploy it on a real chain: anybody may make more of it.
contract TestOddToken {
    uint256 public immutable feeBps;
    mapping(address => uint256) public balanceOf;
    address private target;
    bytes private call;

    event Transfer(address indexed from, address indexed to, uint256 value);

    /// @param feeBps_ hundredths of a percent of each transfer that vanish
    constructor(uint256 feeBps_) {
        feeBps = feeBps_;
    }

    /// The call that each transfer makes before it moves anything; a target of 0: none. Where it fails, the transfer does.
    function setCallback(address target_, bytes calldata call_) external {
        target = target_;
        call = call_;
    }

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function transfer(address to, uint256 value) external {
        if (target != address(0)) {
            (bool done,) = target.call(call);
            require(done, "the callback failed");
        }
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value - value * feeBps / 10_000;
        emit Transfer(msg.sender, to, value);
    }
}
