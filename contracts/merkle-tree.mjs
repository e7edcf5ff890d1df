// OpenZeppelin's StandardMerkleTree of ["address", "uint256"], for the tests and to check a published tree.
// node merkle-tree.mjs COMMAND, JSON on standard input, JSON on standard output; amounts are decimal strings.
//   tree    [[account, amount], ...]               -> {root, proofs, dump}, proofs in the order of the input
//   load    a dump                                 -> {root}, or an error where the dump is not valid
//   verify  {root, leaf: [account, amount], proof} -> true or false

import { text } from 'node:stream/consumers'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'

const TYPES = ['address', 'uint256']

const commands = {
  tree: (values) => {
    const tree = StandardMerkleTree.of(values, TYPES)
    return { root: tree.root, proofs: values.map((_, i) => tree.getProof(i)), dump: tree.dump() }
  },
  load: (dump) => ({ root: StandardMerkleTree.load(dump).root }),
  verify: ({ root, leaf, proof }) => StandardMerkleTree.verify(root, TYPES, leaf, proof),
}

const command = commands[process.argv[2]]
if (!command) {
  throw new Error(`no such command: ${process.argv[2]}; there are ${Object.keys(commands).join(', ')}`)
}
console.log(JSON.stringify(command(JSON.parse(await text(process.stdin)))))
