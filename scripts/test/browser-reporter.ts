import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { FullResult, Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter'
import { add, nothing, type Tally } from './tally.ts'

/** Playwright makes reporters with `new`: a line for each test, every failure whole, and the counts into the file TALLY_FILE names. */
export default class BrowserReporter implements Reporter {
  #tally: Tally = nothing
  /** Those that wait for another worker after a hook failed are skipped first, and run after all. */
  readonly #skipped = new Map<TestCase, string>()

  onTestEnd(test: TestCase, result: TestResult) {
    const [, project, , ...names] = test.titlePath()
    const title = `${relative(process.cwd(), test.location.file)} (${project}) ${names.join(' › ')}`
    if (result.status === 'skipped') {
      this.#skipped.set(test, title)
      return
    }
    this.#skipped.delete(test)
    if (test.ok()) {
      this.#tally = add(this.#tally, { ...nothing, passed: 1 })
      const again = result.retry > 0 ? `, at try ${result.retry + 1}` : ''
      console.log(`  ✓ ${title} (${(result.duration / 1000).toFixed(1)} s${again})`)
      return
    }
    if (result.retry < test.retries) {
      console.log(`  … ${title}: ${result.error?.message?.split('\n')[0] ?? result.status}, tried again`)
      return
    }
    this.#tally = add(this.#tally, { ...nothing, failed: 1 })
    console.log(`  ✗ ${title}`)
    for (const error of result.errors) this.onError(error)
    for (const { path } of result.attachments) if (path) console.log(`      ${relative(process.cwd(), path)}`)
  }

  onError(error: TestError) {
    const text = [error.stack ?? error.message ?? error.value ?? '', error.snippet ?? ''].join('\n')
    const plain = process.stdout.isTTY ? text : stripVTControlCharacters(text)
    console.log(plain.replaceAll(/^(?=.)/gm, '      '))
  }

  onEnd(_result: FullResult) {
    for (const [test, title] of this.#skipped) {
      const reason = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
      console.log(`  - ${title}: ${reason ?? 'no reason given'}`)
    }
    this.#tally = add(this.#tally, { ...nothing, skipped: this.#skipped.size })
    const file = process.env.TALLY_FILE
    if (file) writeFileSync(file, JSON.stringify(this.#tally))
  }
}
