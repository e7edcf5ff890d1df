// Compiles src/*.sol to out/*.json, each {abi, bytecode}; does nothing where out is newer than all it is made from.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const here = import.meta.dirname
const sources = readdirSync(join(here, 'src')).filter((name) => name.endsWith('.sol'))
const output = (name) => join(here, 'out', `${basename(name, '.sol')}.json`)
const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

const newestInput = Math.max(
  ...[...sources.map((name) => join('src', name)), 'compile.mjs', 'package-lock.json'].map((name) => changed(join(here, name))),
)
if (sources.some((name) => changed(output(name)) < newestInput)) {
  await compile()
}

async function compile() {
  // Imported late: loading the compiler takes longer than anything else here.
  const { default: solc } = await import('solc')
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(sources.map((name) => [name, { content: readFileSync(join(here, 'src', name), 'utf8') }])),
    settings: {
      // Claims are sent more often than contracts are deployed.
      optimizer: { enabled: true, runs: 1_000_000 },
      viaIR: true,
      evmVersion: 'cancun',
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  }
  const result = JSON.parse(solc.compile(JSON.stringify(input), { import: packaged }))
  if (result.errors) {
    console.error(result.errors.map((error) => error.formattedMessage).join('\n'))
    process.exit(1)
  }
  mkdirSync(join(here, 'out'), { recursive: true })
  for (const name of sources) {
    const contract = result.contracts[name][basename(name, '.sol')]
    const json = { abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` }
    writeFileSync(output(name), `${JSON.stringify(json, null, 2)}\n`)
  }
}

// Imports are files of the npm packages.
function packaged(path) {
  try {
    return { contents: readFileSync(join(here, 'node_modules', path), 'utf8') }
  } catch (error) {
    return { error: error.message }
  }
}
