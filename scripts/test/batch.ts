import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

/**
 * Runs the test files it is given, relative to the project, one after the other in this process. Each is a test of its own that holds the tests
 * of its file, so that hooks of one file are not those of the next. Node.js knows which test it is in by what was awaited: a file that awaits, outside
 * its tests, a promise that one before it made, loses its tests to that one, which is over, and fails.
 */

const root = join(import.meta.dirname, '../..')
const { SEED, PROOF } = process.env

/** Milliseconds after which a file is given up outside the long proofs. The runner's own limit is for each test: a file of many would take as many times as long. */
const longestFileMs = 10 * 60_000

for (const file of process.argv.slice(2))
  test(file, async (context) => {
    const path = join(root, file)
    if (!PROOF) {
      const giveUp = setTimeout(
        () => endWith(`${file} was given up after ${longestFileMs / 60_000} minutes.`),
        longestFileMs,
      )
      context.after(() => clearTimeout(giveUp))
    }
    // Loading fast-check takes a while, so only for files that use it.
    if (SEED && readFileSync(path, 'utf8').includes('fast-check')) {
      const { configureGlobal } = await import('fast-check')
      configureGlobal({ seed: Number(SEED), ...(PROOF ? { numRuns: 2_000 } : {}) })
    }
    // Its tests wait until all of them are known: the runner takes a moment without one for the end of them.
    const known = import(path)
    context.before(() => known)
    await known
  })

function endWith(message: string) {
  console.error(message)
  process.exit(1)
}
