import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** One environment variable: its default, what it means, and how its text is read. */
export interface Setting<T> {
  /** The value when the variable is missing or empty. */
  fallback: T
  /** The default as `--help` shows it, where the fallback itself does not say it. */
  shown?: string
  meaning: string
  /** Completes "but it must be …". */
  allowed: string
  /** Kept out of messages. */
  secret?: true
  /** Undefined refuses the text. */
  parse(text: string): T | undefined
}

const projectRoot = join(import.meta.dirname, '..')

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const modes = ['development', 'production'] as const
const approvals = ['off', 'first', 'all'] as const
const roleNames = ['web', 'worker', 'realtime'] as const

/** Every setting, by the name of its environment variable, in the order `--help` lists them. */
export const settings = {
  HOST: setting<string>({
    fallback: '127.0.0.1',
    meaning: 'Address to listen on; 0.0.0.0 for every network interface.',
    allowed: 'an IP address or a host name',
    parse: matching(/^[\w.:-]+$/),
  }),
  PORT: setting<number>({
    fallback: 3000,
    meaning: 'Port to listen on; 0 takes any free one.',
    allowed: 'a whole number from 0 to 65535',
    parse: wholeNumber(0, 65_535),
  }),
  HEALTH_PORT: setting<number | null>({
    fallback: null,
    shown: 'none',
    meaning: 'Port on which a process that is a worker alone answers /healthz and /readyz.',
    allowed: 'a whole number from 0 to 65535',
    parse: wholeNumber(0, 65_535),
  }),
  PUBLIC_URL: setting<string | null>({
    fallback: null,
    shown: 'http://localhost:PORT',
    meaning: 'Address people reach this installation at, as in links in mail. Required in production.',
    allowed: 'an http or https address without a path, such as https://tickets.example.org',
    parse: origin,
  }),
  TLS: setting<'off' | 'self-signed'>({
    fallback: 'off',
    meaning: 'self-signed makes a certificate, so that a phone on the same network may use its camera.',
    allowed: 'off or self-signed',
    parse: oneOf(['off', 'self-signed']),
  }),
  TLS_CERT: setting<string | null>({
    fallback: null,
    meaning: 'File with the certificate chain (PEM); together with TLS_KEY it turns https on.',
    allowed: 'the path of a readable PEM file',
    parse: pemFile,
  }),
  TLS_KEY: setting<string | null>({
    fallback: null,
    meaning: 'File with the private key (PEM) of TLS_CERT.',
    allowed: 'the path of a readable PEM file',
    parse: pemFile,
  }),
  TRUST_PROXY: setting<number>({
    fallback: 0,
    meaning: 'How many reverse proxies stand in front and set X-Forwarded-For.',
    allowed: 'a whole number from 0 to 10',
    parse: wholeNumber(0, 10),
  }),
  CORS_ORIGINS: setting<readonly string[]>({
    fallback: [],
    meaning: 'Other web origins that may call the API with a bearer token, separated by commas.',
    allowed: 'origins separated by commas, such as https://app.example.org,https://example.com',
    parse: listOf(origin),
  }),
  DATA_DIR: setting<string | null>({
    fallback: null,
    shown: 'var',
    meaning: 'Folder for the embedded database, uploads and kept secrets.',
    allowed: 'the path of a folder',
    parse: (text) => (text.includes('\0') ? undefined : resolve(projectRoot, text)),
  }),
  DATABASE_URL: setting<string | null>({
    fallback: null,
    shown: 'embedded PostgreSQL in DATA_DIR',
    meaning: 'PostgreSQL 15 or newer to use instead of the embedded one.',
    allowed: 'an address such as postgresql://user:password@host:5432/conflux',
    secret: true,
    parse: matching(/^postgres(ql)?:\/\/\S+$/),
  }),
  DATABASE_POOL: setting<number>({
    fallback: 10,
    meaning: 'The most database connections of one process, but for up to 5 that run its jobs.',
    allowed: 'a whole number from 2 to 500',
    parse: wholeNumber(2, 500),
  }),
  REDIS_URL: setting<string | null>({
    fallback: null,
    shown: 'none: PostgreSQL carries what processes tell each other',
    meaning: 'Redis 6.2 or newer for what several processes share for a moment: news, limits and rendered pages.',
    allowed: 'an address such as redis://:password@host:6379 or rediss://host:6380/1',
    secret: true,
    parse: redisUrl,
  }),
  PROCESSES: setting<'one' | 'several' | null>({
    fallback: null,
    shown: 'several in production, with a REDIS_URL, or where ROLES leaves work to others; one otherwise',
    meaning: 'Whether other processes serve the same installation: then they tell each other what happened.',
    allowed: 'one or several',
    parse: oneOf(['one', 'several']),
  }),
  S3_ENDPOINT: setting<string | null>({
    fallback: null,
    shown: 'none: uploads are files in DATA_DIR',
    meaning:
      'Where a server is that speaks S3; with S3_BUCKET and its keys uploads are kept there, for processes on several machines.',
    allowed: 'an http or https address without a path, such as https://s3.eu-west-1.amazonaws.com',
    parse: origin,
  }),
  S3_BUCKET: setting<string | null>({
    fallback: null,
    meaning: 'The bucket for uploads; it is made if it is missing and the keys allow that.',
    allowed: 'the name of a bucket',
    parse: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  }),
  S3_REGION: setting<string>({
    fallback: 'us-east-1',
    meaning: 'The region of the bucket.',
    allowed: 'the name of a region, such as eu-west-1',
    parse: matching(/^[a-z0-9-]+$/),
  }),
  S3_ACCESS_KEY_ID: providerKey('Key that may read, write and remove in S3_BUCKET.', 'an access key id', /^\S+$/),
  S3_SECRET_ACCESS_KEY: providerKey('Secret of S3_ACCESS_KEY_ID.', 'a secret access key', /^\S+$/),
  SMTP_URL: setting<string | null>({
    fallback: null,
    shown: 'the mailbox page at /dev/mailbox',
    meaning: 'Mail server that mail is sent through. Required in production.',
    allowed: 'an address such as smtps://user:password@mail.example.org',
    secret: true,
    parse: smtpUrl,
  }),
  MAIL_FROM: setting<string | null>({
    fallback: null,
    shown: 'no-reply@ the host of PUBLIC_URL',
    meaning: 'Sender of all mail.',
    allowed: 'an email address, or a name and the address in angle brackets',
    parse: matching(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/),
  }),
  TWILIO_ACCOUNT_SID: providerKey(
    'Account of Twilio that SMS are sent through; with TWILIO_AUTH_TOKEN and a sender it offers SMS. Without it development has the page /dev/messages.',
    'an account SID that begins with AC',
    /^AC[0-9a-f]{32}$/i,
  ),
  TWILIO_AUTH_TOKEN: providerKey(
    'Auth token of that account. Its incoming messages go to /api/hooks/twilio/inbound.',
    'the auth token of a Twilio account',
    /^\w{16,}$/,
  ),
  TWILIO_FROM: setting<string | null>({
    fallback: null,
    meaning: 'Phone or sender id that SMS are from.',
    allowed: 'a phone such as +15017122661, or 2 to 11 letters and digits',
    parse: matching(/^(\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{2,11})$/),
  }),
  TWILIO_MESSAGING_SERVICE_SID: setting<string | null>({
    fallback: null,
    meaning: 'Messaging service of Twilio that chooses the sender, in place of TWILIO_FROM.',
    allowed: 'a messaging service SID that begins with MG',
    parse: matching(/^MG[0-9a-f]{32}$/i),
  }),
  SMS_PRICE: setting<number | null>({
    fallback: null,
    meaning: 'About what one segment of an SMS costs, in minor units of CURRENCY; shown before many are sent.',
    allowed: 'a whole number from 0 to 100000',
    parse: wholeNumber(0, 100_000),
  }),
  VAPID_PUBLIC_KEY: setting<string | null>({
    fallback: null,
    shown: 'made up and kept in DATA_DIR; off in production',
    meaning: 'Public key for web push; with VAPID_PRIVATE_KEY it is offered. Another key silences every device.',
    allowed: 'an uncompressed point of P-256 in base64url, 87 characters',
    parse: matching(/^B[\w-]{86}$/),
  }),
  VAPID_PRIVATE_KEY: providerKey(
    'Private key of VAPID_PUBLIC_KEY.',
    'a key of P-256 in base64url, 43 characters',
    /^[\w-]{43}$/,
  ),
  VAPID_SUBJECT: setting<string | null>({
    fallback: null,
    shown: 'mailto:postmaster@ the host of PUBLIC_URL',
    meaning: 'Whom push services write to when something is wrong with what we send.',
    allowed: 'an address that begins with mailto: or https:',
    parse: matching(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/),
  }),
  MAIL_HOOK_SECRET: setting<string | null>({
    fallback: null,
    shown: 'none: nothing is heard of mails that come back',
    meaning: 'Password with which the mail provider tells at /api/hooks/mail of bounces and complaints (HTTP Basic).',
    allowed: 'at least 16 characters long, without spaces',
    secret: true,
    parse: matching(/^\S{16,}$/),
  }),
  APP_SECRET: setting<string | null>({
    fallback: null,
    shown: 'made up and kept in DATA_DIR',
    meaning: 'Secret that signs sessions and links. Required in production; the same for every process.',
    allowed: 'at least 32 characters long',
    secret: true,
    parse: (text) => (text.length >= 32 ? text : undefined),
  }),
  STRIPE_SECRET_KEY: providerKey(
    'Secret or restricted key of a Stripe account; with STRIPE_WEBHOOK_SECRET it offers Stripe.',
    'a key that begins with sk_ or rk_',
    /^[sr]k_\w+$/,
  ),
  STRIPE_WEBHOOK_SECRET: providerKey(
    'Signing secret of the Stripe webhook to /api/webhooks/stripe with the events checkout.session.*.',
    'a secret that begins with whsec_',
    /^whsec_\S+$/,
  ),
  STRIPE_API: providerApi('https://api.stripe.com', 'Stripe'),
  PAYPAL_CLIENT_ID: providerKey(
    'Client id of a PayPal app; with PAYPAL_CLIENT_SECRET and PAYPAL_WEBHOOK_ID it offers PayPal.',
    'the client id of a PayPal app',
    /^[\w-]{10,}$/,
  ),
  PAYPAL_CLIENT_SECRET: providerKey('Secret of the PayPal app.', 'the secret of a PayPal app', /^[\w-]{10,}$/),
  PAYPAL_WEBHOOK_ID: providerKey(
    'Id of the PayPal webhook to /api/webhooks/paypal with the events CHECKOUT.ORDER.APPROVED and PAYMENT.CAPTURE.*.',
    'the id of a PayPal webhook',
    /^[A-Za-z0-9]+$/,
  ),
  PAYPAL_API: providerApi(
    'https://api-m.paypal.com',
    'PayPal',
    'https://api-m.sandbox.paypal.com is its sandbox; others are refused in production.',
  ),
  RAZORPAY_KEY_ID: providerKey(
    'Key id of a Razorpay account; with RAZORPAY_KEY_SECRET and RAZORPAY_WEBHOOK_SECRET it offers Razorpay.',
    'a key id that begins with rzp_live_ or rzp_test_',
    /^rzp_(live|test)_\w+$/,
  ),
  RAZORPAY_KEY_SECRET: providerKey('Secret of RAZORPAY_KEY_ID.', 'the secret of a Razorpay key', /^\S{8,}$/),
  RAZORPAY_WEBHOOK_SECRET: providerKey(
    'Secret of the Razorpay webhook to /api/webhooks/razorpay with the events payment.* and order.paid.',
    'at least 8 characters long',
    /^\S{8,}$/,
  ),
  RAZORPAY_API: providerApi('https://api.razorpay.com', 'Razorpay'),
  ...signInKeys('GOOGLE', 'Google'),
  ...signInKeys('FACEBOOK', 'Facebook'),
  ...signInKeys('X', 'X'),
  ...signInKeys('LINKEDIN', 'LinkedIn'),
  ...signInKeys('GITHUB', 'GitHub'),
  OIDC_ISSUER: setting<string | null>({
    fallback: null,
    meaning:
      'Issuer of any OpenID provider; with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET people may sign in by it. Its way back is /sign-in/by/oidc.',
    allowed: 'the address of an OpenID provider exactly as its discovery document names it, in production with https',
    parse: issuer,
  }),
  OIDC_CLIENT_ID: providerKey('Client id at that OpenID provider.', 'a client id without spaces', /^\S+$/),
  OIDC_CLIENT_SECRET: providerKey('Secret of OIDC_CLIENT_ID.', 'a client secret without spaces', /^\S+$/),
  OIDC_NAME: setting<string | null>({
    fallback: null,
    shown: 'the host of OIDC_ISSUER',
    meaning: 'What that OpenID provider is called on the button.',
    allowed: 'at most 40 characters in one line',
    parse: matching(/^[^\p{Cc}]{1,40}$/u),
  }),
  EVENT_APPROVAL: setting<(typeof approvals)[number]>({
    fallback: 'off',
    meaning: 'Which events an administrator approves before they are public: none, the first of an organizer, or all.',
    allowed: approvals.join(', '),
    parse: oneOf(approvals),
  }),
  INVOICE_YEARS: setting<number>({
    fallback: 10,
    meaning:
      'How many years invoices keep the names of buyers who asked to be erased, as the law of the sellers wants.',
    allowed: 'a whole number from 6 to 30',
    parse: wholeNumber(6, 30),
  }),
  CURRENCY: setting<string>({
    fallback: 'USD',
    meaning: 'Currency (ISO 4217) of organizations that choose no other.',
    allowed: 'a three-letter currency code such as EUR',
    parse: currencyCode,
  }),
  RATE_LIMITS: setting<boolean>({
    fallback: true,
    meaning: 'Limits on sign-in and on writes; off is refused in production.',
    allowed: 'on or off',
    parse: onOrOff,
  }),
  REQUIRE_VERIFIED_EMAIL: setting<boolean>({
    fallback: false,
    meaning: 'Whether an email address must be confirmed before the account may buy or organize.',
    allowed: 'on or off',
    parse: onOrOff,
  }),
  DEMO: setting<boolean | null>({
    fallback: null,
    shown: 'on in development, off in production',
    meaning: 'Whether an empty database is filled with demo data; on is refused in production.',
    allowed: 'on or off',
    parse: onOrOff,
  }),
  LOG_LEVEL: setting<(typeof logLevels)[number]>({
    fallback: 'info',
    meaning: 'How much is logged.',
    allowed: logLevels.join(', '),
    parse: oneOf(logLevels),
  }),
  ROLES: setting<readonly (typeof roleNames)[number][]>({
    fallback: roleNames,
    meaning:
      'What this process does: web answers requests, worker runs background jobs, realtime keeps the sockets of open pages.',
    allowed: 'web, worker, realtime or several of them separated by commas',
    parse: listOf(oneOf(roleNames)),
  }),
  NODE_ENV: setting<(typeof modes)[number]>({
    fallback: 'development',
    meaning: 'production turns demo data and the mailbox page off, and leaves the sandbox provider to test orders.',
    allowed: 'development or production',
    parse: oneOf(modes),
  }),
}

export type SettingName = keyof typeof settings

/** What `--help` prints: every setting with its default and meaning. */
export function settingsHelp(): string {
  const rows = Object.entries<Setting<unknown>>(settings).map(([name, { fallback, shown, meaning }]) => ({
    head: `${name}=${shown ?? shownValue(fallback)}`,
    meaning,
  }))
  return rows.map(({ head, meaning }) => `  ${head}\n      ${meaning}`).join('\n')
}

function setting<T>(row: Setting<T>): Setting<T> {
  return row
}

function providerKey(meaning: string, allowed: string, pattern: RegExp) {
  return setting<string | null>({ fallback: null, meaning, allowed, secret: true, parse: matching(pattern) })
}

/** The keys of an app at a provider that people may sign in by. */
function signInKeys<const P extends string>(prefix: P, name: string) {
  const back = `/sign-in/by/${prefix.toLowerCase()}`
  const rows = {
    [`${prefix}_CLIENT_ID`]: providerKey(
      `Client id of an app at ${name}; with ${prefix}_CLIENT_SECRET people may sign in by it. Its way back is ${back}.`,
      `the client id of an app at ${name}`,
      /^\S+$/,
    ),
    [`${prefix}_CLIENT_SECRET`]: providerKey(
      `Secret of the app at ${name}.`,
      `the secret of an app at ${name}`,
      /^\S+$/,
    ),
  }
  return rows as Record<`${P}_CLIENT_ID` | `${P}_CLIENT_SECRET`, Setting<string | null>>
}

function providerApi(fallback: string, name: string, more = 'Another address is refused in production.') {
  const meaning = `Where the API of ${name} is. ${more}`
  return setting<string>({ fallback, meaning, allowed: 'an http or https address without a path', parse: origin })
}

function shownValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return Array.isArray(value) ? value.join(',') : String(value ?? '')
}

function wholeNumber(least: number, most: number) {
  return (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
    return value >= least && value <= most ? value : undefined
  }
}

function oneOf<const T extends string>(values: readonly T[]) {
  return (text: string) => values.find((value) => value === text)
}

function matching(pattern: RegExp) {
  return (text: string) => (pattern.test(text) ? text : undefined)
}

function onOrOff(text: string): boolean | undefined {
  return text === 'on' ? true : text === 'off' ? false : undefined
}

function listOf<T>(parse: (text: string) => T | undefined) {
  return (text: string): readonly T[] | undefined => {
    const values = text.split(',').map((part) => parse(part.trim()))
    return values.every((value) => value !== undefined) ? [...new Set(values)] : undefined
  }
}

function origin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  return url.href === `${url.origin}/` ? url.origin : undefined
}

function issuer(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : null
  return url && ['http:', 'https:'].includes(url.protocol) && !url.search && !url.hash ? text : undefined
}

function smtpUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : null
  return url && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname ? text : undefined
}

function redisUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : null
  const isRedis = url && ['redis:', 'rediss:'].includes(url.protocol) && /^(\/\d*)?$/.test(url.pathname)
  return isRedis && url.hostname ? text : undefined
}

function currencyCode(text: string): string | undefined {
  return Intl.supportedValuesOf('currency').includes(text) ? text : undefined
}

function pemFile(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    return text.includes('-----BEGIN ') ? text : undefined
  } catch {
    return undefined
  }
}
