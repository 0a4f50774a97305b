import { readFileSync } from 'node:fs'
import { longestFileMs } from './longest.ts'

// Loaded into every test process before its test file. Loading fast-check takes a while, so only for files that use it.
const { SEED, PROOF } = process.env
const file = process.argv[1]
if (SEED && file && readFileSync(file, 'utf8').includes('fast-check')) {
  const { configureGlobal } = await import('fast-check')
  configureGlobal({ seed: Number(SEED), ...(PROOF ? { numRuns: 2_000 } : {}) })
}

// The runner's own limit is for each test, so that a file of tests that never end would take as many times as long.
if (!PROOF) setTimeout(giveUp, longestFileMs).unref()

function giveUp() {
  console.error(`It was given up after ${longestFileMs / 60_000} minutes.`)
  process.exit(1)
}
