import { join, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { ensureTestServer } from '../../test/server.ts'
import { longestFileMs } from './longest.ts'
import { add, nothing, type Tally } from './tally.ts'

const root = join(import.meta.dirname, '../..')

/** Runs test files, two at a time, each in its own process, with the database they are to use. Prints a line for each and every failure whole. */
export async function runNodeTests(files: readonly string[], target: 'embedded' | 'external'): Promise<Tally> {
  process.env.TEST_TARGET = target
  delete process.env.TEST_DATABASE
  try {
    process.env.TEST_DATABASE = JSON.stringify(await ensureTestServer(target))
  } catch (error) {
    console.log(`The database for the tests cannot be made ready:\n${indent(inspect(error))}`)
  }
  const stream = run({
    cwd: root,
    files: [...files],
    concurrency: 2,
    execArgv: ['--import', join(import.meta.dirname, 'seed.ts')],
    ...(process.env.PROOF ? {} : { timeout: longestFileMs }),
  })
  const report = newReport()
  stream.on('test:pass', (data) => report.passed(data))
  stream.on('test:fail', (data) => report.failed(data))
  stream.on('test:stdout', ({ file, message }) => report.said(shortPath(file), message))
  stream.on('test:stderr', ({ file, message }) => report.said(shortPath(file), message))
  stream.on('test:summary', ({ file, counts, duration_ms }) => {
    if (file) report.fileEnded(shortPath(file), counts.tests, duration_ms)
  })
  for await (const _ of stream);
  return report.total()
}

interface Outcome {
  name: string
  file?: string | undefined
  line?: number | undefined
  nesting: number
  skip?: string | boolean | undefined
  todo?: string | boolean | undefined
}

interface Passed extends Outcome {
  details: { type?: string | undefined }
}

interface Failed extends Outcome {
  details: { error: Error & { failureType?: string } }
}

/** Files report one after the other, so what is noted since the last line belongs to the file whose line comes next. */
function newReport() {
  let tally: Tally = nothing
  const failedFiles = new Set<string>()
  const output = new Map<string, string[]>()

  const fail = (file: string, title: string, error: string) => {
    tally = add(tally, { ...nothing, failed: 1 })
    failedFiles.add(file)
    console.log(`  ✗ ${title}\n${indent(error)}`)
  }
  const skip = (title: string, reason: string | boolean | undefined) => {
    tally = add(tally, { ...nothing, skipped: 1 })
    console.log(`  - ${title}: ${typeof reason === 'string' ? reason : 'no reason given'}`)
  }
  const tellOutput = (file: string) => {
    const said = output.get(file)?.join('').trim()
    if (said) console.log(`${indent(`What ${file} printed:`)}\n${indent(said)}`)
    output.delete(file)
  }

  return {
    passed(data: Passed) {
      const file = shortPath(data.file)
      if (data.skip !== undefined || data.todo !== undefined) return skip(titleOf(data), data.skip ?? data.todo)
      if (isWholeFile(data)) return fail(file, file, 'It holds no test.')
      if (data.details.type !== 'suite') tally = add(tally, { ...nothing, passed: 1 })
    },
    failed(data: Failed) {
      const { error } = data.details
      if (error.failureType === 'subtestsFailed') return
      if (data.todo !== undefined) return skip(titleOf(data), data.todo)
      const file = shortPath(data.file)
      fail(file, titleOf(data), isWholeFile(data) ? 'It did not run to its end.' : inspect(error.cause ?? error))
      if (isWholeFile(data)) tellOutput(file)
    },
    said(file: string, message: string) {
      output.set(file, [...(output.get(file) ?? []), message])
    },
    fileEnded(file: string, tests: number, ms: number) {
      const failed = failedFiles.has(file)
      console.log(`  ${failed ? '✗' : '✓'} ${file} (${tests}, ${(ms / 1000).toFixed(1)} s)`)
      if (failed) tellOutput(file)
    },
    total: () => tally,
  }
}

/** Relative to the project, as people name files; the runner gives it now one way, now the other. */
function shortPath(file = ''): string {
  return relative(root, resolve(root, file))
}

/** A file that fails as a whole, or holds nothing, is reported as a test named by its path. */
function isWholeFile({ name, file, nesting }: Outcome): boolean {
  return nesting === 0 && file !== undefined && file.endsWith(name)
}

function titleOf(data: Outcome): string {
  const file = shortPath(data.file)
  return isWholeFile(data) ? file : `${file}:${data.line ?? 0} ${data.name}`
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '      ')
}
