import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { warningsOf } from './start.ts'

const warned: [env: Record<string, string>, warnings: RegExp[]][] = [
  [{}, []],
  [{ HOST: 'localhost' }, []],
  [{ HOST: '0.0.0.0' }, [/development mode listens on 0\.0\.0\.0/, /lead back to http:\/\/localhost:3000/]],
  [{ HOST: '0.0.0.0', TLS: 'self-signed', PORT: '3443' }, [/development/, /lead back to https:\/\/localhost:3443/]],
  [{ HOST: '192.0.2.2', PUBLIC_URL: 'https://192.0.2.2:3000' }, [/development/]],
  [{ RATE_LIMITS: 'off' }, [/rate limits/]],
]

for (const [env, patterns] of warned)
  test(`${JSON.stringify(env)} is warned of ${patterns.length} times`, () => {
    const config = readConfig(env)
    const warnings = warningsOf(config, config.publicUrl)
    assert.equal(warnings.length, patterns.length)
    patterns.forEach((pattern, index) => {
      assert.match(warnings[index] ?? '', pattern)
    })
  })
