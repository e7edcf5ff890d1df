// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A Uniswap V3 pool of which only tokens and price can be asked, for tests on a local chain
/// @notice Never deploy it on a real chain: anyone sets the price.
contract TestPool {
    address public immutable token0;
    address public immutable token1;
    uint160 private sqrtPriceX96;

    constructor(address token0_, address token1_) {
        token0 = token0_;
        token1 = token1_;
    }

    /// @param price the square root of how many smallest units of token 1 one of token 0 costs, times 2^96; 0: not initialised
    function setSqrtPriceX96(uint160 price) external {
        sqrtPriceX96 = price;
    }

    /// @dev The words of Uniswap's tuple. Only the price is told; the others are what no price can be mistaken for.
    function slot0()
        external
        view
        returns (
            uint160 price,
            int24 tick,
            uint16 observationIndex,
            uint16 observationCardinality,
            uint16 observationCardinalityNext,
            uint8 feeProtocol,
            bool unlocked
        )
    {
        return (sqrtPriceX96, -1, 1, 2, 3, 4, true);
    }
}
