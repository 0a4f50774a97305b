import { createServer } from 'node:http'
import { makeApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect } from '../src/db/connect.ts'
import { ready } from './child.ts'
import { mailSink } from './mail-sink.ts'

/**
 * The worker's process beside the one that sells, on the same database, with a mail server that takes everything. `POST /on` and `/off` start and stop
 * it; both answer how many mails there were.
 */
const [connection = '{}', dataDir = ''] = process.argv.slice(2)
const database = connect({ connection: JSON.parse(connection), maximum: 10, onError: (error) => console.error(error) })
const sink = await mailSink()
const config = readConfig({
  PORT: '0',
  PUBLIC_URL: 'http://conflux.example',
  LOG_LEVEL: 'error',
  RATE_LIMITS: 'off',
  DEMO: 'off',
  DATA_DIR: dataDir,
  SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
})
const app = await makeApp({ config, database })
let worker: Awaited<ReturnType<typeof app.startWorker>> | undefined

const control = createServer(async ({ url }, response) => {
  if (url === '/on') worker = await app.startWorker()
  else {
    await worker?.stop()
    worker = undefined
  }
  response.end(String(sink.taken()))
}).listen(0, '127.0.0.1')
await new Promise((resolve) => control.once('listening', resolve))
const address = control.address()
if (address === null || typeof address === 'string') throw new Error('not listening')

ready(address.port, {}, async () => {
  await worker?.stop()
  await app.close()
  await database.close()
  sink.close()
})
