// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title An account for tests that refuses the chain's native coin, or calls somebody whenever it receives some
contract TestReceiver {
    address private target;
    bytes private call;
    uint256 public received;

    /// The call made on each receipt; a target of 0: receipts are refused.
    function setCallback(address target_, bytes calldata call_) external {
        target = target_;
        call = call_;
    }

    receive() external payable {
        require(target != address(0), "refused");
        received += 1;
        (bool done,) = target.call(call);
        require(done, "the callback failed");
    }
}
