import type { Bus } from './cache/bus.ts'
import type { Config } from './config.ts'
import type { Db } from './db/connect.ts'
import type { RunningJob } from './jobs/worker.ts'
import type { Mailer } from './mail/mailer.ts'
import type { PlatformSettingsReader } from './modules/accounts/platform-settings.ts'
import type { Channel } from './modules/notifications/channels.ts'
import type { Desk } from './modules/orders/desk.ts'
import type { Pusher } from './push/pusher.ts'
import type { Texter } from './sms/texter.ts'
import type { FileStore } from './storage/files.ts'

/** What modules are given: built once in app.ts, never imported as a value. */
export interface Services {
  db: Db
  config: Config
  /** Signs cookies, links and ticket codes, each through a key derived for its purpose. */
  secret: string
  /** The origin people reach us at. With PORT=0 it is known just after listening. */
  publicUrl(): string
  now(): Date
  /** Where stock is taken and given back. */
  desk: Desk
  /** Tells every process of the installation what happened here. */
  bus: Bus
  files: FileStore
  mailer: Mailer
  /** Null where no SMS are sent. */
  texter: Texter | null
  /** Null where there is no web push. */
  pusher: Pusher | null
  /** The ways by which messages leave, those that are configured. */
  channels: readonly Channel[]
  /** The job this is done in, so that what it tells can be told again by it. */
  job?: RunningJob
  /** What an administrator decided for the whole platform. */
  platform: PlatformSettingsReader
  log: Log
}

export interface Log {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}
