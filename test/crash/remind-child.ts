import { makeApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { connect } from '../../src/db/connect.ts'
import { type Reminder, remind } from '../../src/modules/notifications/reminders.ts'

/** A worker that writes a reminder down for everybody, at a moment given, to be killed in the middle of it. */
const [settings = '{}', reminder = '{}', now = ''] = process.argv.slice(2)
const config = readConfig(JSON.parse(settings))
if (config.database.kind !== 'url') throw new Error('a worker to be killed needs a database')
const database = connect({ connection: config.database.url, maximum: 4, onError: () => {} })
const app = await makeApp({ config, database, now: () => new Date(now) })
await remind(app.services, JSON.parse(reminder) as Reminder)
await app.close()
await database.close()
