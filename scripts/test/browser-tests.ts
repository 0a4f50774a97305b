import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureTestServer } from '../../test/server.ts'
import { provideChromium } from './chromium.ts'
import { nothing, type Tally } from './tally.ts'

const root = join(import.meta.dirname, '../..')

/** Runs Playwright on these files, or on all for an empty list. A run that breaks off, or for which no browser can be had, counts as a failure. */
export async function runBrowserTests(files: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'browser-tests-'))
  const tallyFile = join(folder, 'tally.json')
  try {
    const env = {
      ...process.env,
      CHROMIUM_PATH: provideChromium((sentence) => console.log(sentence)),
      TEST_TARGET: 'embedded',
      TEST_DATABASE: JSON.stringify(await ensureTestServer('embedded')),
      TALLY_FILE: tallyFile,
    }
    const cli = join(root, 'node_modules/@playwright/test/cli.js')
    const args = [cli, 'test', `--reporter=${join(import.meta.dirname, 'browser-reporter.ts')}`, ...files]
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
    const [code] = (await once(child, 'exit')) as [number | null]
    const tally = JSON.parse(readFileSync(tallyFile, 'utf8')) as Tally
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
  } catch (error) {
    console.log(`The browser tests could not run: ${error instanceof Error ? error.message : error}`)
    return { ...nothing, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
