import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sightings } from './sighting.ts'
import { see } from './sighting.ts'

test('a code counts once for each time it is shown', () => {
  const frames: [at: number, code: string | null, counts: boolean][] = [
    [0, null, false],
    [100, 'A', true],
    [200, 'A', false],
    [300, null, false],
    [1900, 'A', false],
    [2000, 'B', true],
    [2100, 'A', false],
    [2200, 'B', false],
    [4101, 'A', true],
    [4300, null, false],
    [6101, 'A', false],
    [8102, 'A', true],
  ]
  let seen: Sightings = new Map()
  for (const [at, code, counts] of frames) {
    const next = see(seen, code, at)
    seen = next.seen
    assert.equal(next.isNew, counts, `${code} at ${at}`)
  }
})
