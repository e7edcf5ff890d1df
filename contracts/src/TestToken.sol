// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token of which only the decimals can be asked, for tests on a local chain
contract TestToken {
    uint8 public immutable decimals;

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }
}
