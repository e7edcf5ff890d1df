// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token for tests on a local chain: anybody may make more of it, and have it misbehave
contract TestToken {
    /// Transfers move tokens and return true, revert, or do nothing and return false or true.
    enum Mode {
        HONEST,
        REVERTING,
        REFUSING,
        LYING
    }

    uint8 public immutable decimals;
    Mode public mode;
    mapping(address => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 value);

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    /// Several of the calls below in one transaction.
    function batch(bytes[] calldata calls) external {
        for (uint256 i = 0; i < calls.length; i++) {
            (bool done,) = address(this).delegatecall(calls[i]);
            require(done, "a call of the batch failed");
        }
    }

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        require(mode != Mode.REVERTING, "reverting");
        if (mode != Mode.HONEST) {
            return mode == Mode.LYING;
        }
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        emit Transfer(msg.sender, to, value);
        return true;
    }
}
