import { readFileSync } from 'node:fs'

// Loaded into every test process before its test file. Loading fast-check takes a while, so only for files that use it.
const { SEED, PROOF } = process.env
const file = process.argv[1]
if (SEED && file && readFileSync(file, 'utf8').includes('fast-check')) {
  const { configureGlobal } = await import('fast-check')
  configureGlobal({ seed: Number(SEED), ...(PROOF ? { numRuns: 2_000 } : {}) })
}
