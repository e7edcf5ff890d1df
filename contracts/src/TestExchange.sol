// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The sale events of several marketplaces, for tests on a local chain
/// @notice Never deploy it on a real chain: anyone may emit any event; nothing is traded and no money moves.
contract TestExchange {
    struct SpentItem {
        uint8 itemType;
        address token;
        uint256 identifier;
        uint256 amount;
    }

    struct ReceivedItem {
        uint8 itemType;
        address token;
        uint256 identifier;
        uint256 amount;
        address recipient;
    }

    struct FlowToken {
        uint256 tokenId;
        uint256 numTokens;
    }

    struct FlowNft {
        address collection;
        FlowToken[] tokens;
    }

    // Seaport 1.x
    event OrderFulfilled(
        bytes32 orderHash,
        address indexed offerer,
        address indexed zone,
        address recipient,
        SpentItem[] offer,
        ReceivedItem[] consideration
    );
    event OrdersMatched(bytes32[] orderHashes);

    // Flow exchange v2
    event MatchOrderFulfilled(
        bytes32 sellOrderHash,
        bytes32 buyOrderHash,
        address indexed seller,
        address indexed buyer,
        address complication,
        address indexed currency,
        uint256 amount,
        FlowNft[] nfts
    );
    event TakeOrderFulfilled(
        bytes32 orderHash,
        address indexed seller,
        address indexed buyer,
        address complication,
        address indexed currency,
        uint256 amount,
        FlowNft[] nfts
    );
    event ProtocolFeeUpdated(uint32 protocolFeeBps);

    // CryptoPunks market
    event PunkBought(uint256 indexed punkIndex, uint256 value, address indexed fromAddress, address indexed toAddress);

    /// @notice Several of the calls below in one transaction, as when Seaport matches two orders.
    function batch(bytes[] calldata calls) external {
        for (uint256 i = 0; i < calls.length; i++) {
            (bool done,) = address(this).delegatecall(calls[i]);
            require(done, "a call of the batch failed");
        }
    }

    function fulfillSeaportOrder(
        bytes32 orderHash,
        address offerer,
        address zone,
        address recipient,
        SpentItem[] calldata offer,
        ReceivedItem[] calldata consideration
    ) external {
        emit OrderFulfilled(orderHash, offerer, zone, recipient, offer, consideration);
    }

    function matchSeaportOrders(bytes32[] calldata orderHashes) external {
        emit OrdersMatched(orderHashes);
    }

    /// @notice Listings of consecutive tokens, each sold by `seller` to the sender for the native currency.
    /// @param price what the buyer pays for each token, wei
    /// @param fee the part of the price that `feeRecipient` gets, wei
    function sellMany(
        address collection,
        address seller,
        address feeRecipient,
        uint256 firstToken,
        uint256 count,
        uint256 price,
        uint256 fee
    ) external {
        SpentItem[] memory offer = new SpentItem[](1);
        ReceivedItem[] memory consideration = new ReceivedItem[](2);
        consideration[0] = ReceivedItem(0, address(0), 0, price - fee, seller);
        consideration[1] = ReceivedItem(0, address(0), 0, fee, feeRecipient);
        for (uint256 token = firstToken; token < firstToken + count; token++) {
            offer[0] = SpentItem(2, collection, token, 1);
            bytes32 orderHash = keccak256(abi.encode(block.number, collection, token));
            emit OrderFulfilled(orderHash, seller, address(0), msg.sender, offer, consideration);
        }
    }

    function fulfillFlowMatch(
        bytes32 sellOrderHash,
        bytes32 buyOrderHash,
        address seller,
        address buyer,
        address complication,
        address currency,
        uint256 amount,
        FlowNft[] calldata nfts
    ) external {
        emit MatchOrderFulfilled(sellOrderHash, buyOrderHash, seller, buyer, complication, currency, amount, nfts);
    }

    function fulfillFlowTake(
        bytes32 orderHash,
        address seller,
        address buyer,
        address complication,
        address currency,
        uint256 amount,
        FlowNft[] calldata nfts
    ) external {
        emit TakeOrderFulfilled(orderHash, seller, buyer, complication, currency, amount, nfts);
    }

    function setFlowProtocolFee(uint32 protocolFeeBps) external {
        emit ProtocolFeeUpdated(protocolFeeBps);
    }

    function buyPunk(uint256 punkIndex, uint256 value, address from, address to) external {
        emit PunkBought(punkIndex, value, from, to);
    }
}
