// Loaded before src/main.ts by `npm start`.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile'))

const parent = process.ppid
const lookEveryMs = 250

// npm passes signals on, but cannot when it is killed itself; what it started would keep the port and the database.
if (process.env.npm_lifecycle_event === 'start') {
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    process.kill(process.pid, 'SIGTERM')
  }, lookEveryMs)
  look.unref()
}
