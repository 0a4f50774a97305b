import { spawn } from 'node:child_process'
import { SetupError } from './setup-error.mjs'

const reportEveryMs = 10_000
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs one step and shows that it goes on: `doing` at once, the seconds now and then, `done` at the end. What the program prints is
 * shown only when it fails. Throws SetupError then, and when a signal ends the step.
 */
export async function runStep({ doing, done, failed, command, args, cwd, env, lock }) {
  const startedAt = Date.now()
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`
  console.log(doing)
  const report = setInterval(() => console.log(`  still at it after ${seconds()}`), reportEveryMs)
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const pass = (signal) => child.kill(signal)
  for (const signal of signals) process.on(signal, pass)
  try {
    if (child.pid) lock.alsoHeldBy(child.pid)
    const output = collect(child)
    const { code, signal, error } = await ended(child)
    if (code === 0) return console.log(`${done} (${seconds()})`)
    if (signal) throw new SetupError(`${failed}: it was stopped by ${signal}. Run the command again to go on.`)
    const said = error ? error.message : output()
    throw new SetupError(
      `${said.trim()}\n\n${failed}; what it said is above. Run the command again once that is mended.`,
    )
  } finally {
    clearInterval(report)
    for (const name of signals) process.off(name, pass)
  }
}

function collect(child) {
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}

function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}
