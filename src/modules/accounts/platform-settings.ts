import { recordChange } from '../../acts.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import type { PaletteName } from '../../lib/look/name.ts'
import { type Commission, noCommission } from './commission.ts'

/** What an administrator decides for the whole platform. The configuration gives the values until somebody does. */
export interface PlatformSettings {
  /** Which events an administrator approves before they are public: none, the first of an organizer, or all. */
  eventApproval: 'off' | 'first' | 'all'
  /** Whether publishing, and buying with an account, need a confirmed email. */
  verifiedEmailRequired: boolean
  /** What the platform takes for a ticket, but from organizations with terms of their own. */
  commission: Commission
  /** ISO 4217 codes of what events may be priced in; none means all. Events that are live keep theirs. */
  currencies: readonly string[]
  /** What the platform is called on its pages and in its mails. */
  name: string
  /** The palette its accents are of, where no event gives others; null for its own. */
  accent: PaletteName | null
  /** Stands in place of its mark and name; size in pixels. */
  logo: { key: string; width: number; height: number } | null
  /** Texts of the operator in Markdown; an empty one is not linked. */
  imprint: string
  privacy: string
  terms: string
}

/** Texts that the law asks of an operator. */
export const legalTexts = ['imprint', 'privacy', 'terms'] as const
export type LegalText = (typeof legalTexts)[number]

/** The settings in force, at most a second old. */
export interface PlatformSettingsReader {
  read(): Promise<PlatformSettings>
  /** Changes one for every process; here at once, elsewhere within a second. */
  change<K extends keyof PlatformSettings>(key: K, value: PlatformSettings[K]): Promise<void>
  /** Changes several, or none of them. */
  changeAll(changes: { [K in keyof PlatformSettings]?: PlatformSettings[K] | undefined }): Promise<void>
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
    currencies: [],
    name: 'Conflux',
    accent: null,
    logo: null,
    imprint: '',
    privacy: '',
    terms: '',
  }
  let known: { at: number; settings: Promise<PlatformSettings> } | undefined

  async function load(from: Db): Promise<PlatformSettings> {
    const rows = await from.selectFrom('platform_setting').select(['key', 'value']).execute()
    return { ...first, ...Object.fromEntries(rows.map((row) => [row.key, row.value])) }
  }

  async function write(changes: Partial<Record<keyof PlatformSettings, unknown>>): Promise<void> {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined)
    await transact(db, async (tx) => {
      const before = await load(tx)
      for (const [key, value] of given) {
        const row = { value: JSON.stringify(value), updated_at: new Date() }
        await tx
          .insertInto('platform_setting')
          .values({ key, ...row })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute()
      }
      await recordChange(tx, 'platform.changed', {}, before, Object.fromEntries(given))
    })
    known = undefined
  }

  return {
    read() {
      if (known && performance.now() - known.at < freshMilliseconds) return known.settings
      const settings = load(db)
      known = { at: performance.now(), settings }
      settings.catch(() => {
        known = undefined
      })
      return settings
    },
    change: (key, value) => write({ [key]: value }),
    changeAll: write,
  }
}

/** Whether events may be priced in this currency, as it is at this moment. */
export async function isOffered(db: Db, currency: string): Promise<boolean> {
  const row = await db
    .selectFrom('platform_setting')
    .select('value')
    .where('key', '=', 'currencies' satisfies keyof PlatformSettings)
    .executeTakeFirst()
  const offered = (row?.value ?? []) as PlatformSettings['currencies']
  return offered.length === 0 || offered.includes(currency)
}
