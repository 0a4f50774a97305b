import type { Config } from '../../config.ts'
import type { Db } from '../../db/connect.ts'
import { type Commission, noCommission } from './commission.ts'

/** What an administrator decides for the whole platform. The configuration gives the values until somebody does. */
export interface PlatformSettings {
  /** Which events an administrator approves before they are public: none, the first of an organizer, or all. */
  eventApproval: 'off' | 'first' | 'all'
  /** Whether publishing, and buying with an account, need a confirmed email. */
  verifiedEmailRequired: boolean
  /** What the platform takes for a ticket, but from organizations with terms of their own. */
  commission: Commission
}

/** The settings in force, at most a second old. */
export interface PlatformSettingsReader {
  read(): Promise<PlatformSettings>
  /** Changes one for every process; here at once, elsewhere within a second. */
  change<K extends keyof PlatformSettings>(key: K, value: PlatformSettings[K]): Promise<void>
}

const freshMilliseconds = 1000

/** Reads the platform's settings for one process. */
export function platformSettings(
  db: Db,
  config: Pick<Config, 'eventApproval' | 'requireVerifiedEmail'>,
): PlatformSettingsReader {
  const first: PlatformSettings = {
    eventApproval: config.eventApproval,
    verifiedEmailRequired: config.requireVerifiedEmail,
    commission: noCommission,
  }
  let known: { at: number; settings: Promise<PlatformSettings> } | undefined

  async function load(): Promise<PlatformSettings> {
    const rows = await db.selectFrom('platform_setting').select(['key', 'value']).execute()
    return { ...first, ...Object.fromEntries(rows.map((row) => [row.key, row.value])) }
  }

  return {
    read() {
      if (known && performance.now() - known.at < freshMilliseconds) return known.settings
      const settings = load()
      known = { at: performance.now(), settings }
      settings.catch(() => {
        known = undefined
      })
      return settings
    },
    async change(key, value) {
      const row = { value: JSON.stringify(value), updated_at: new Date() }
      await db
        .insertInto('platform_setting')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute()
      known = undefined
    },
  }
}
