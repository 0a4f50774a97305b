import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { ensureTestServer } from '../../test/server.ts'
import { batchesOf } from './files.ts'
import { provideRedis } from './redis.ts'
import { add, nothing, type Tally } from './tally.ts'

const root = join(import.meta.dirname, '../..')
/** One more than the cores of the smallest machine we test on: files wait for the database, too. */
const processes = 3

/**
 * Runs test files in a few processes at a time, with the database they are to use. Reading the source and what it depends on takes a process
 * longer than most files take for their tests, so each process runs several. Prints a line for each file and every failure whole.
 */
export async function runNodeTests(files: readonly string[], target: 'embedded' | 'external'): Promise<Tally> {
  process.env.TEST_TARGET = target
  delete process.env.TEST_DATABASE
  try {
    process.env.TEST_DATABASE = JSON.stringify(await ensureTestServer(target))
  } catch (error) {
    console.log(`The database for the tests cannot be made ready:\n${indent(inspect(error))}`)
  }
  if (files.some(usesRedis)) process.env.REDIS_SERVER = provideRedis((sentence) => console.log(sentence)) ?? ''
  const waiting = batchesOf(files)
  const tallies: Tally[] = []
  async function work() {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) tallies.push(await runBatch(batch))
  }
  await Promise.all(Array.from({ length: processes }, work))
  return tallies.reduce(add, nothing)
}

const usesRedis = (file: string) => /\/redis-server\.ts'/.test(readFileSync(join(root, file), 'utf8'))

/** Runs files one after the other in a process of their own. */
async function runBatch(files: readonly string[]): Promise<Tally> {
  const report = newReport()
  const stream = run({ cwd: root, files: [join(import.meta.dirname, 'batch.ts')], argv: [...files] })
  stream.on('test:pass', (data) => report.passed(data))
  stream.on('test:fail', (data) => report.failed(data))
  stream.on('test:stdout', ({ message }) => report.said(message))
  stream.on('test:stderr', ({ message }) => report.said(message))
  for await (const _ of stream);
  return report.end(files)
}

interface Outcome {
  name: string
  file?: string | undefined
  line?: number | undefined
  nesting: number
  skip?: string | boolean | undefined
  todo?: string | boolean | undefined
  details: { duration_ms: number; type?: string | undefined }
}

interface Failed extends Outcome {
  details: Outcome['details'] & { error: Error & { failureType?: string } }
}

/** What is noted since the last file ended belongs to the file that ends next. Files are the outermost tests, named by their paths. */
function newReport() {
  let tally: Tally = nothing
  let file = { tests: 0, failed: false, output: '' }
  const ended = new Set<string>()

  function fail(title: string, error: string) {
    tally = add(tally, { ...nothing, failed: 1 })
    file.failed = true
    console.log(`  ✗ ${title}\n${indent(error)}`)
  }
  function skip(title: string, reason: string | boolean | undefined) {
    tally = add(tally, { ...nothing, skipped: 1 })
    console.log(`  - ${title}: ${typeof reason === 'string' ? reason : 'no reason given'}`)
  }
  function endFile({ name, details }: Outcome) {
    console.log(`  ${file.failed ? '✗' : '✓'} ${name} (${file.tests}, ${(details.duration_ms / 1000).toFixed(1)} s)`)
    if (file.failed) tellOutput(name)
    file = { tests: 0, failed: false, output: '' }
    ended.add(name)
  }
  function tellOutput(name: string) {
    const said = file.output.trim()
    if (said) console.log(`${indent(`What ${name} printed:`)}\n${indent(said)}`)
  }

  return {
    passed(data: Outcome) {
      if (data.nesting === 0) {
        if (file.tests === 0) fail(data.name, 'It holds no test.')
        return endFile(data)
      }
      file.tests++
      if (data.skip !== undefined || data.todo !== undefined) return skip(titleOf(data), data.skip ?? data.todo)
      if (data.details.type !== 'suite') tally = add(tally, { ...nothing, passed: 1 })
    },
    failed(data: Failed) {
      const { error } = data.details
      const ofItsTests = error.failureType === 'subtestsFailed'
      if (data.nesting === 0) {
        if (!ofItsTests) fail(data.name, inspect(error.cause ?? error))
        return endFile(data)
      }
      if (ofItsTests) return
      file.tests++
      if (data.todo !== undefined) return skip(titleOf(data), data.todo)
      fail(titleOf(data), inspect(error.cause ?? error))
    },
    said(message: string) {
      file.output += message
    },
    /** Files whose end was never told did not reach it. */
    end(files: readonly string[]): Tally {
      const lost = files.filter((name) => !ended.has(name))
      for (const name of lost) fail(name, 'It did not run to its end.')
      if (lost[0] !== undefined) tellOutput(lost[0])
      return tally
    },
  }
}

const titleOf = ({ name, file = '', line = 0 }: Outcome) => `${relative(root, resolve(root, file))}:${line} ${name}`

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '      ')
}
