import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runBrowserTests } from './test/browser-tests.ts'
import { runCheck } from './test/check.ts'
import { browserTestFiles, matching, nodeTestFiles } from './test/files.ts'
import { heading } from './test/heading.ts'
import { runNodeTests } from './test/node-tests.ts'
import { add, nothing, summary, type Tally } from './test/tally.ts'

/**
 * `npm test`: format, lint, types, unit and API tests, browser tests, then one line that counts them. `--proof` runs the long campaigns.
 * Paths or parts of paths run only the test files that contain them, and no checks.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { proof: { type: 'boolean', default: false } },
})

process.exitCode = await main(values.proof, positionals)

async function main(proof: boolean, filters: readonly string[]): Promise<number> {
  process.env.SEED ??= String(randomInt(2 ** 31 - 1))
  // Every test file is a process, and reading the source anew takes each of them longer than most of their tests.
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../node_modules/.cache/compile')
  if (proof) process.env.PROOF = '1'
  console.log(`Seed of random tests: ${process.env.SEED} (SEED=${process.env.SEED} npm test repeats them)`)

  const nodeFiles = matching(nodeTestFiles(), filters)
  const browserFiles = matching(browserTestFiles(), filters)
  if (nodeFiles.length + browserFiles.length === 0) {
    console.error(`No test file has ${filters.join(' or ')} in its path.`)
    return 1
  }
  let total: Tally = nothing
  for (const part of parts(nodeFiles, browserFiles, filters.length > 0)) {
    const startedAt = performance.now()
    heading(part.name)
    total = add(total, await part.run())
    console.log(`  ${Math.round((performance.now() - startedAt) / 1000)} s`)
  }
  const forbidden = total.skipped > 0 && Boolean(process.env.CI)
  if (forbidden) console.log('\nCI is set, where every test has to run: the skipped ones fail this run.')
  console.log(`\n${summary(total)}`)
  return total.failed > 0 || forbidden ? 1 : 0
}

function parts(nodeFiles: string[], browserFiles: string[], filtered: boolean) {
  const all: { name: string; run(): Promise<Tally> }[] = []
  if (!filtered) {
    all.push({
      name: 'Format and lint',
      run: () => runCheck('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
    })
    all.push({ name: 'Types', run: () => runCheck('typescript/bin/tsc', ['--noEmit']) })
  }
  if (nodeFiles.length > 0) {
    all.push({ name: 'Unit and API tests', run: () => runNodeTests(nodeFiles, 'embedded') })
    if (process.env.TEST_DATABASE_URL) {
      // All but those that bring a server of their own.
      const files = nodeFiles.filter((file) => !/(embedded|crash)\.test\.ts$/.test(file))
      all.push({ name: 'The same on TEST_DATABASE_URL', run: () => runNodeTests(files, 'external') })
    }
  }
  if (browserFiles.length > 0)
    all.push({ name: 'Browser tests', run: () => runBrowserTests(filtered ? browserFiles : []) })
  return all
}
