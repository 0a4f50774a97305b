import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { keptText } from './lib/kept-text.ts'
import { StartError } from './lib/start-error.ts'
import { type Setting, type SettingName, settings } from './settings.ts'
import type { TwilioKeys } from './sms/twilio.ts'
import type { S3Bucket } from './storage/s3.ts'

/** A setting that is wrong or missing. The message is one sentence: the setting, the value given, what is allowed. */
export class ConfigError extends StartError {
  override name = 'ConfigError'
}

/** Everything the program is told from outside, read once at the start and frozen. */
export interface Config {
  readonly mode: 'development' | 'production'
  readonly host: string
  /** 0 takes any free port; `publicUrl` then has to be made from the port that was got. */
  readonly port: number
  readonly tls:
    | { readonly kind: 'off' }
    | { readonly kind: 'self-signed' }
    | { readonly kind: 'files'; readonly cert: string; readonly key: string }
  /** How many proxies stand in front; so many entries of X-Forwarded-For are believed. */
  readonly trustProxy: number
  readonly corsOrigins: readonly string[]
  /** The origin people reach this installation at, without a slash at its end. */
  readonly publicUrl: string
  /** Absolute. `explicit` when the operator chose it: then nothing is kept elsewhere. */
  readonly data: { readonly dir: string; readonly explicit: boolean }
  readonly database:
    | { readonly kind: 'embedded'; readonly dir: string }
    | { readonly kind: 'url'; readonly url: string }
  /** The most connections to the database of one process. */
  readonly databasePool: number
  /** Where uploads are kept. */
  readonly files: { readonly kind: 'disk'; readonly dir: string } | ({ readonly kind: 's3' } & Readonly<S3Bucket>)
  /** What processes share for a moment; null without REDIS_URL. */
  readonly redis: { readonly url: string } | null
  /** Whether there are other processes, which then have to hear of what happened here. */
  readonly processes: 'one' | 'several'
  readonly mail: { readonly kind: 'mailbox' } | { readonly kind: 'smtp'; readonly url: string }
  readonly mailFrom: string
  /** What the mail provider has to know to tell what became of mails; null where none may. */
  readonly mailHookSecret: string | null
  /** How SMS go out: into the box at /dev/messages, by Twilio, or not at all. */
  readonly sms: { readonly kind: 'box' } | { readonly kind: 'off' } | ({ readonly kind: 'twilio' } & TwilioKeys)
  /** What a segment of an SMS costs, in minor units of `currency`; null where nobody said. */
  readonly smsPrice: number | null
  /** Where the keys for web push come from; src/push/vapid.ts gives them. `subject` is whom push services may write to. */
  readonly push:
    | { readonly kind: 'off' }
    | { readonly kind: 'given'; readonly subject: string; readonly publicKey: string; readonly privateKey: string }
    | { readonly kind: 'kept'; readonly subject: string; readonly file: string }
  /** Where the secret that signs comes from; `appSecret` gives its value. */
  readonly secret: { readonly kind: 'given'; readonly value: string } | { readonly kind: 'kept'; readonly file: string }
  /** Which events an administrator approves before they are public, until an administrator decides otherwise. */
  readonly eventApproval: (typeof settings)['EVENT_APPROVAL']['fallback']
  /** ISO 4217, for organizations that choose no other. */
  readonly currency: string
  /** How many years invoices keep the names of erased buyers. */
  readonly invoiceYears: number
  readonly rateLimits: boolean
  readonly requireVerifiedEmail: boolean
  /** Whether an empty database is filled with demo data. */
  readonly demo: boolean
  /** The payment providers that have their keys. */
  readonly payments: Payments
  /** The providers that people may sign in by. */
  readonly signIn: SignIn
  /** Whether the payment provider that moves no money takes real orders; test orders it takes everywhere. */
  readonly sandbox: boolean
  readonly logLevel: (typeof settings)['LOG_LEVEL']['fallback']
  readonly roles: { readonly web: boolean; readonly worker: boolean; readonly realtime: boolean }
  /** Where a process that is a worker alone says how it is; 0 takes any free port, null none. */
  readonly healthPort: number | null
}

/** Keys of payment providers, null where there are none. `api` and `checkout` are origins. */
export interface Payments {
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string; readonly api: string } | null
  readonly paypal: {
    readonly clientId: string
    readonly clientSecret: string
    readonly webhookId: string
    readonly api: string
  } | null
  readonly razorpay: {
    readonly keyId: string
    readonly keySecret: string
    readonly webhookSecret: string
    readonly api: string
    /** Where the script comes from that pages show the payment with. */
    readonly checkout: string
  } | null
}

/** Keys of our app at a provider that people sign in by. */
export interface SignInKeys {
  readonly clientId: string
  readonly clientSecret: string
}

/** Keys at the providers to sign in by, null where there are none. `oidc` is an OpenID provider that the operator chose. */
export interface SignIn {
  readonly google: SignInKeys | null
  readonly facebook: SignInKeys | null
  readonly x: SignInKeys | null
  readonly linkedin: SignInKeys | null
  readonly github: SignInKeys | null
  readonly oidc: (SignInKeys & { readonly issuer: string; readonly name: string }) | null
}

const projectRoot = join(import.meta.dirname, '..')

/** Reads and checks all settings. Touches no file but TLS_CERT and TLS_KEY. Throws ConfigError. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const mode = read(env, 'NODE_ENV')
  const production = mode === 'production'
  if (production) refuseInProduction(env)
  const tls = readTls(env)
  const port = read(env, 'PORT')
  const dir = read(env, 'DATA_DIR')
  const dataDir = dir ?? join(projectRoot, 'var')
  const publicUrl = read(env, 'PUBLIC_URL') ?? `${tls.kind === 'off' ? 'http' : 'https'}://localhost:${port}`
  const databaseAddress = read(env, 'DATABASE_URL')
  const smtp = read(env, 'SMTP_URL')
  const secret = read(env, 'APP_SECRET')
  const redis = read(env, 'REDIS_URL')
  const roles = read(env, 'ROLES')
  const isAlone = !production && redis === null && roles.length === settings.ROLES.fallback.length
  return deepFreeze({
    mode,
    host: read(env, 'HOST'),
    port,
    tls,
    trustProxy: read(env, 'TRUST_PROXY'),
    corsOrigins: [...read(env, 'CORS_ORIGINS')],
    publicUrl,
    data: { dir: dataDir, explicit: dir !== null },
    database: databaseAddress ? { kind: 'url', url: databaseAddress } : { kind: 'embedded', dir: join(dataDir, 'pg') },
    databasePool: read(env, 'DATABASE_POOL'),
    files: readFiles(env, dataDir),
    redis: redis === null ? null : { url: redis },
    processes: read(env, 'PROCESSES') ?? (isAlone ? 'one' : 'several'),
    mail: smtp ? { kind: 'smtp', url: smtp } : { kind: 'mailbox' },
    mailFrom: read(env, 'MAIL_FROM') ?? `Conflux <no-reply@${new URL(publicUrl).hostname}>`,
    sms: readSms(env, production),
    smsPrice: read(env, 'SMS_PRICE'),
    push: readPush(env, production, { dataDir, publicUrl }),
    mailHookSecret: read(env, 'MAIL_HOOK_SECRET'),
    secret: secret ? { kind: 'given', value: secret } : { kind: 'kept', file: join(dataDir, 'app-secret') },
    payments: readPayments(env),
    signIn: readSignIn(env),
    eventApproval: read(env, 'EVENT_APPROVAL'),
    currency: read(env, 'CURRENCY'),
    invoiceYears: read(env, 'INVOICE_YEARS'),
    rateLimits: read(env, 'RATE_LIMITS'),
    requireVerifiedEmail: read(env, 'REQUIRE_VERIFIED_EMAIL'),
    demo: read(env, 'DEMO') ?? !production,
    sandbox: !production,
    logLevel: read(env, 'LOG_LEVEL'),
    roles: {
      web: roles.includes('web'),
      worker: roles.includes('worker'),
      realtime: roles.includes('realtime'),
    },
    healthPort: read(env, 'HEALTH_PORT'),
  })
}

/**
 * The secret that signs: the one given, or 256 random bits made up at the first start and kept in a file only its owner can read.
 * Throws ConfigError when that file cannot be kept.
 */
export function appSecret({ secret }: Pick<Config, 'secret'>): string {
  if (secret.kind === 'given') return secret.value
  try {
    const kept = keptText(secret.file, () => randomBytes(32).toString('base64url'))
    if (kept.length >= 32) return kept
  } catch (error) {
    throw unkept(secret.file, error)
  }
  throw new ConfigError(
    `The secret kept in ${secret.file} is shorter than 32 characters; delete the file to have a new one made.`,
  )
}

function unkept(file: string, cause: unknown): ConfigError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ConfigError(`The secret cannot be kept in ${file} (${reason}); give APP_SECRET or another DATA_DIR.`)
}

function read<N extends SettingName>(
  env: Record<string, string | undefined>,
  name: N,
): (typeof settings)[N]['fallback'] {
  const { fallback, parse, allowed, secret }: Setting<unknown> = settings[name]
  const text = env[name]?.trim()
  if (!text) return fallback as (typeof settings)[N]['fallback']
  const value = parse(text)
  if (value === undefined) {
    throw new ConfigError(`${name} is ${secret ? '(not shown)' : JSON.stringify(text)}, but it must be ${allowed}.`)
  }
  return value as (typeof settings)[N]['fallback']
}

const requiredInProduction = ['APP_SECRET', 'PUBLIC_URL', 'SMTP_URL'] as const

function refuseInProduction(env: Record<string, string | undefined>): void {
  const missing = requiredInProduction.filter((name) => read(env, name) === null)
  if (missing.length > 0) {
    const asks = missing.map((name) => `${name} (${settings[name].allowed})`)
    throw new ConfigError(`NODE_ENV is "production", which needs ${asks.join(' and ')} to be set.`)
  }
  if (read(env, 'DEMO')) throw new ConfigError('DEMO is "on", but in production it must be off.')
  const strange = (['STRIPE_API', 'PAYPAL_API', 'RAZORPAY_API'] as const).find(
    (name) => !providerApis[name].includes(read(env, name)),
  )
  if (strange)
    throw new ConfigError(
      `${strange} is ${JSON.stringify(read(env, strange))}, but in production it must be ${providerApis[strange].join(' or ')}.`,
    )
  const issuer = read(env, 'OIDC_ISSUER')
  if (issuer?.startsWith('http:'))
    throw new ConfigError(`OIDC_ISSUER is ${JSON.stringify(issuer)}, but in production it must begin with https.`)
  if (!read(env, 'RATE_LIMITS')) throw new ConfigError('RATE_LIMITS is "off", but in production it must be on.')
}

/** The addresses that may be paid through in production. */
const providerApis = {
  STRIPE_API: [settings.STRIPE_API.fallback],
  PAYPAL_API: [settings.PAYPAL_API.fallback, 'https://api-m.sandbox.paypal.com'],
  RAZORPAY_API: [settings.RAZORPAY_API.fallback],
} as const

function readPayments(env: Record<string, string | undefined>): Payments {
  const stripe = allOrNone(env, ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'])
  const paypal = allOrNone(env, ['PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET', 'PAYPAL_WEBHOOK_ID'])
  const razorpay = allOrNone(env, ['RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET', 'RAZORPAY_WEBHOOK_SECRET'])
  const razorpayApi = read(env, 'RAZORPAY_API')
  const isRazorpay = razorpayApi === settings.RAZORPAY_API.fallback
  return {
    stripe: stripe && { secretKey: stripe[0], webhookSecret: stripe[1], api: read(env, 'STRIPE_API') },
    paypal: paypal && {
      clientId: paypal[0],
      clientSecret: paypal[1],
      webhookId: paypal[2],
      api: read(env, 'PAYPAL_API'),
    },
    razorpay: razorpay && {
      keyId: razorpay[0],
      keySecret: razorpay[1],
      webhookSecret: razorpay[2],
      api: razorpayApi,
      checkout: isRazorpay ? 'https://checkout.razorpay.com' : razorpayApi,
    },
  }
}

function readFiles(env: Record<string, string | undefined>, dataDir: string): Config['files'] {
  const s3 = allOrNone(env, ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])
  if (!s3) return { kind: 'disk', dir: join(dataDir, 'files') }
  const [endpoint, bucket, accessKeyId, secretAccessKey] = s3
  return { kind: 's3', endpoint, bucket, region: read(env, 'S3_REGION'), accessKeyId, secretAccessKey }
}

function readSignIn(env: Record<string, string | undefined>): SignIn {
  const keysOf = <P extends 'GOOGLE' | 'FACEBOOK' | 'X' | 'LINKEDIN' | 'GITHUB'>(prefix: P): SignInKeys | null => {
    const keys = allOrNone(env, [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`])
    return keys && { clientId: keys[0], clientSecret: keys[1] }
  }
  const oidc = allOrNone(env, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
  return {
    google: keysOf('GOOGLE'),
    facebook: keysOf('FACEBOOK'),
    x: keysOf('X'),
    linkedin: keysOf('LINKEDIN'),
    github: keysOf('GITHUB'),
    oidc: oidc && {
      issuer: oidc[0],
      clientId: oidc[1],
      clientSecret: oidc[2],
      name: read(env, 'OIDC_NAME') ?? new URL(oidc[0]).host,
    },
  }
}

/** Development has a box for SMS where there is no provider; in production there are none then. */
function readSms(env: Record<string, string | undefined>, production: boolean): Config['sms'] {
  const keys = allOrNone(env, ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'])
  const from = read(env, 'TWILIO_FROM')
  const messagingServiceSid = read(env, 'TWILIO_MESSAGING_SERVICE_SID')
  if (!keys) {
    if (from || messagingServiceSid)
      throw new ConfigError(
        `TWILIO_ACCOUNT_SID is missing, but it must be given together with ${from ? 'TWILIO_FROM' : 'TWILIO_MESSAGING_SERVICE_SID'}.`,
      )
    return { kind: production ? 'off' : 'box' }
  }
  if (from && messagingServiceSid)
    throw new ConfigError('TWILIO_MESSAGING_SERVICE_SID is given, but it must be left out where TWILIO_FROM is given.')
  const sender = messagingServiceSid ? { messagingServiceSid } : from ? { from } : undefined
  if (!sender)
    throw new ConfigError(
      'TWILIO_FROM is missing, but it or TWILIO_MESSAGING_SERVICE_SID must be given together with TWILIO_ACCOUNT_SID.',
    )
  return { kind: 'twilio', accountSid: keys[0], authToken: keys[1], sender }
}

/** Several processes need the same keys, so in production they are given or there is no push. */
function readPush(
  env: Record<string, string | undefined>,
  production: boolean,
  { dataDir, publicUrl }: { dataDir: string; publicUrl: string },
): Config['push'] {
  const keys = allOrNone(env, ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'])
  const subject = read(env, 'VAPID_SUBJECT') ?? `mailto:postmaster@${new URL(publicUrl).hostname}`
  if (keys) return { kind: 'given', subject, publicKey: keys[0], privateKey: keys[1] }
  return production ? { kind: 'off' } : { kind: 'kept', subject, file: join(dataDir, 'vapid-keys') }
}

type KeyName = { [N in SettingName]: (typeof settings)[N]['fallback'] extends string | null ? N : never }[SettingName]

/** Settings that are of use together alone. */
function allOrNone<const N extends readonly KeyName[]>(
  env: Record<string, string | undefined>,
  names: N,
): { [I in keyof N]: string } | null {
  const values = names.map((name) => read(env, name))
  const given = names.find((_, index) => values[index] !== null)
  if (given === undefined) return null
  const missing = names.find((_, index) => values[index] === null)
  if (missing) throw new ConfigError(`${missing} is missing, but it must be given together with ${given}.`)
  return values as { [I in keyof N]: string }
}

function readTls(env: Record<string, string | undefined>): Config['tls'] {
  const cert = read(env, 'TLS_CERT')
  const key = read(env, 'TLS_KEY')
  if (read(env, 'TLS') === 'self-signed') {
    if (cert || key) {
      throw new ConfigError('TLS is "self-signed", but it must be off when TLS_CERT and TLS_KEY are given.')
    }
    return { kind: 'self-signed' }
  }
  if (cert && key) return { kind: 'files', cert, key }
  if (cert) throw new ConfigError('TLS_KEY is missing, but it must be given together with TLS_CERT.')
  if (key) throw new ConfigError('TLS_CERT is missing, but it must be given together with TLS_KEY.')
  return { kind: 'off' }
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner)
  return Object.freeze(value)
}
