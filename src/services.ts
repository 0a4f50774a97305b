import type { Config } from './config.ts'
import type { Db } from './db/connect.ts'
import type { Mailer } from './mail/mailer.ts'
import type { PlatformSettingsReader } from './modules/accounts/platform-settings.ts'
import type { Desk } from './modules/orders/desk.ts'
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
  files: FileStore
  mailer: Mailer
  /** What an administrator decided for the whole platform. */
  platform: PlatformSettingsReader
  log: Log
}

export interface Log {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}
