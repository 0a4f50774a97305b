import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { appSecret, ConfigError, readConfig } from './config.ts'
import { settings, settingsHelp } from './settings.ts'

const dir = mkdtempSync(join(tmpdir(), 'config-test-'))
const pem = join(dir, 'server.pem')
writeFileSync(pem, '-----BEGIN CERTIFICATE-----\n')
after(() => rmSync(dir, { recursive: true }))

const secret = 's'.repeat(32)
const production = {
  NODE_ENV: 'production',
  APP_SECRET: secret,
  PUBLIC_URL: 'https://tickets.example.org',
  SMTP_URL: 'smtps://u:p@mail.example.org',
}

const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }
const paypal = { PAYPAL_CLIENT_ID: 'client-id-1', PAYPAL_CLIENT_SECRET: 'client-secret-1', PAYPAL_WEBHOOK_ID: 'WH1' }
const razorpay = {
  RAZORPAY_KEY_ID: 'rzp_test_1',
  RAZORPAY_KEY_SECRET: 'key-secret-1',
  RAZORPAY_WEBHOOK_SECRET: 'webhook-secret-1',
}

const oidc = {
  OIDC_ISSUER: 'https://id.example.org/realms/town',
  OIDC_CLIENT_ID: 'app',
  OIDC_CLIENT_SECRET: 'key',
}

const twilio = { TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`, TWILIO_AUTH_TOKEN: '1b'.repeat(16) }
const twilioKeys = { accountSid: twilio.TWILIO_ACCOUNT_SID, authToken: twilio.TWILIO_AUTH_TOKEN }
const vapid = { VAPID_PUBLIC_KEY: `B${'a'.repeat(86)}`, VAPID_PRIVATE_KEY: 'b'.repeat(43) }

describe('readConfig', () => {
  it('needs nothing in development', () => {
    const config = readConfig({})
    assert.equal(config.mode, 'development')
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.publicUrl, 'http://localhost:3000')
    assert.equal(config.mailFrom, 'Conflux <no-reply@localhost>')
    assert.deepEqual(config.roles, { web: true, worker: true, realtime: true })
    assert.deepEqual([config.demo, config.sandbox, config.rateLimits], [true, true, true])
    assert.equal(config.database.kind, 'embedded')
    assert.equal(config.data.explicit, false)
  })

  it('turns the playground off in production', () => {
    const config = readConfig(production)
    assert.deepEqual([config.demo, config.sandbox, config.mail.kind], [false, false, 'smtp'])
    assert.equal(config.mailFrom, 'Conflux <no-reply@tickets.example.org>')
  })

  it('takes an empty variable as missing', () => {
    assert.equal(readConfig({ PORT: '', DEMO: ' ' }).port, 3000)
  })

  it('is frozen throughout', () => {
    const config = readConfig({ CORS_ORIGINS: 'https://a.example' })
    for (const value of [config, config.roles, config.tls, config.corsOrigins, config.database]) {
      assert.ok(Object.isFrozen(value))
    }
  })

  it('reads each setting', () => {
    const config = readConfig({
      HOST: '::',
      PORT: '0',
      PUBLIC_URL: 'https://a.example/',
      TLS_CERT: pem,
      TLS_KEY: pem,
      TRUST_PROXY: '2',
      CORS_ORIGINS: 'https://a.example, http://b.example:8080',
      DATA_DIR: dir,
      DATABASE_URL: 'postgresql:///db?host=/run/pg',
      DATABASE_POOL: '40',
      SMTP_URL: 'smtp://localhost:1025',
      MAIL_FROM: 'Box Office <box@a.example>',
      APP_SECRET: secret,
      EVENT_APPROVAL: 'all',
      CURRENCY: 'JPY',
      INVOICE_YEARS: '8',
      RATE_LIMITS: 'off',
      REQUIRE_VERIFIED_EMAIL: 'on',
      DEMO: 'off',
      LOG_LEVEL: 'silent',
      ROLES: 'worker',
      HEALTH_PORT: '9000',
      REDIS_URL: 'rediss://:key@cache.example:6380/2',
      PROCESSES: 'one',
      ...twilio,
      TWILIO_FROM: '+15017122661',
      SMS_PRICE: '8',
      ...vapid,
    })
    assert.deepEqual(config, {
      mode: 'development',
      host: '::',
      port: 0,
      tls: { kind: 'files', cert: readFileSync(pem, 'utf8'), key: readFileSync(pem, 'utf8') },
      trustProxy: 2,
      corsOrigins: ['https://a.example', 'http://b.example:8080'],
      publicUrl: 'https://a.example',
      data: { dir, explicit: true },
      database: { kind: 'url', url: 'postgresql:///db?host=/run/pg' },
      databasePool: 40,
      files: { kind: 'disk', dir: join(dir, 'files') },
      redis: { url: 'rediss://:key@cache.example:6380/2' },
      processes: 'one',
      mail: { kind: 'smtp', url: 'smtp://localhost:1025' },
      mailFrom: 'Box Office <box@a.example>',
      sms: { kind: 'twilio', ...twilioKeys, sender: { from: '+15017122661' } },
      smsPrice: 8,
      push: {
        kind: 'given',
        subject: 'mailto:postmaster@a.example',
        publicKey: vapid.VAPID_PUBLIC_KEY,
        privateKey: vapid.VAPID_PRIVATE_KEY,
      },
      mailHookSecret: null,
      secret: { kind: 'given', value: secret },
      eventApproval: 'all',
      currency: 'JPY',
      invoiceYears: 8,
      rateLimits: false,
      requireVerifiedEmail: true,
      demo: false,
      payments: { stripe: null, paypal: null, razorpay: null },
      signIn: { google: null, facebook: null, x: null, linkedin: null, github: null, oidc: null },
      sandbox: true,
      logLevel: 'silent',
      roles: { web: false, worker: true, realtime: false },
      healthPort: 9000,
    })
  })

  const companies: [env: Record<string, string>, processes: 'one' | 'several'][] = [
    [{}, 'one'],
    [{ DATABASE_URL: 'postgresql:///db' }, 'one'],
    [{ ROLES: 'realtime,worker,web' }, 'one'],
    [{ ROLES: 'web,worker' }, 'several'],
    [{ REDIS_URL: 'redis://localhost' }, 'several'],
    [production, 'several'],
    [{ ...production, PROCESSES: 'one' }, 'one'],
    [{ PROCESSES: 'several' }, 'several'],
  ]
  for (const [env, processes] of companies)
    it(`takes it that there are ${processes} with ${JSON.stringify(env).slice(0, 60)}`, () =>
      assert.equal(readConfig(env).processes, processes))

  it('keeps uploads in S3 when it has a bucket and its keys', () => {
    const bucket = { S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'uploads', S3_ACCESS_KEY_ID: 'id' }
    const config = readConfig({ ...bucket, S3_SECRET_ACCESS_KEY: 'key' })
    const keys = { region: 'us-east-1', accessKeyId: 'id', secretAccessKey: 'key' }
    assert.deepEqual(config.files, { kind: 's3', endpoint: 'https://s3.example', bucket: 'uploads', ...keys })
    assert.throws(() => readConfig(bucket), /^ConfigError: S3_SECRET_ACCESS_KEY is missing, .* with S3_ENDPOINT\.$/)
  })

  it('has the payment providers that have all of their keys', () => {
    const { payments } = readConfig({ ...production, ...stripe, ...paypal, ...razorpay })
    assert.deepEqual(payments, {
      stripe: { secretKey: 'sk_test_1', webhookSecret: 'whsec_1', api: 'https://api.stripe.com' },
      paypal: {
        clientId: 'client-id-1',
        clientSecret: 'client-secret-1',
        webhookId: 'WH1',
        api: 'https://api-m.paypal.com',
      },
      razorpay: {
        keyId: 'rzp_test_1',
        keySecret: 'key-secret-1',
        webhookSecret: 'webhook-secret-1',
        api: 'https://api.razorpay.com',
        checkout: 'https://checkout.razorpay.com',
      },
    })
    const sandbox = 'https://api-m.sandbox.paypal.com'
    assert.equal(readConfig({ ...production, ...paypal, PAYPAL_API: sandbox }).payments.paypal?.api, sandbox)
    const simulated = readConfig({ ...razorpay, RAZORPAY_API: 'http://127.0.0.1:9' }).payments.razorpay
    assert.equal(simulated?.checkout, 'http://127.0.0.1:9')
  })

  it('has the providers to sign in by that have all of their keys', () => {
    const { signIn } = readConfig({ ...production, X_CLIENT_ID: 'app', X_CLIENT_SECRET: 'key', ...oidc })
    const keys = { clientId: 'app', clientSecret: 'key' }
    const own = { ...keys, issuer: 'https://id.example.org/realms/town', name: 'id.example.org' }
    assert.deepEqual(signIn, { google: null, facebook: null, x: keys, linkedin: null, github: null, oidc: own })
    assert.equal(readConfig({ ...oidc, OIDC_NAME: 'Town Library' }).signIn.oidc?.name, 'Town Library')
  })

  it('has SMS and push in development without keys, and in production with them alone', () => {
    const config = readConfig({ DATA_DIR: dir })
    assert.deepEqual(config.sms, { kind: 'box' })
    assert.deepEqual(config.push, {
      kind: 'kept',
      subject: 'mailto:postmaster@localhost',
      file: join(dir, 'vapid-keys'),
    })
    assert.deepEqual([readConfig(production).sms, readConfig(production).push], [{ kind: 'off' }, { kind: 'off' }])
    const service = { TWILIO_MESSAGING_SERVICE_SID: `MG${'0a'.repeat(16)}` }
    const { sms, push } = readConfig({
      ...production,
      ...twilio,
      ...service,
      ...vapid,
      VAPID_SUBJECT: 'https://a.example/us',
    })
    const sender = { messagingServiceSid: service.TWILIO_MESSAGING_SERVICE_SID }
    assert.deepEqual(sms, { kind: 'twilio', ...twilioKeys, sender })
    assert.equal(push.kind === 'given' && push.subject, 'https://a.example/us')
  })

  const wrong: [Record<string, string>, RegExp][] = [
    [twilio, /^TWILIO_FROM is missing, but it or TWILIO_MESSAGING_SERVICE_SID must be given together with/],
    [{ TWILIO_FROM: 'Conflux' }, /^TWILIO_ACCOUNT_SID is missing, but it must be given together with TWILIO_FROM\.$/],
    [
      { ...twilio, TWILIO_FROM: 'Conflux', TWILIO_MESSAGING_SERVICE_SID: `MG${'0a'.repeat(16)}` },
      /^TWILIO_MESSAGING_SERVICE_SID is given, but it must be left out where TWILIO_FROM is given\.$/,
    ],
    [{ VAPID_PUBLIC_KEY: vapid.VAPID_PUBLIC_KEY }, /^VAPID_PRIVATE_KEY is missing/],
    [{ HOST: 'a b' }, /^HOST is "a b", but it must be an IP address or a host name\.$/],
    [{ PORT: '65536' }, /^PORT is "65536", but it must be a whole number from 0 to 65535\.$/],
    [{ PORT: '-1' }, /^PORT is "-1"/],
    [{ PORT: '1e3' }, /^PORT is "1e3"/],
    [{ PUBLIC_URL: 'https://a.example/shop' }, /^PUBLIC_URL is .* without a path/],
    [{ PUBLIC_URL: 'a.example' }, /^PUBLIC_URL is "a\.example"/],
    [{ TLS: 'on' }, /^TLS is "on", but it must be off or self-signed\.$/],
    [{ TLS_CERT: pem }, /^TLS_KEY is missing/],
    [{ TLS_KEY: pem }, /^TLS_CERT is missing/],
    [{ TLS_CERT: join(dir, 'none.pem'), TLS_KEY: pem }, /^TLS_CERT is ".*none\.pem", but it must be the path/],
    [{ TLS: 'self-signed', TLS_CERT: pem, TLS_KEY: pem }, /^TLS is "self-signed"/],
    [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY is "true"/],
    [{ CORS_ORIGINS: '*' }, /^CORS_ORIGINS is "\*"/],
    [{ CORS_ORIGINS: 'https://a.example,' }, /^CORS_ORIGINS is/],
    [{ DATABASE_POOL: '1' }, /^DATABASE_POOL is "1"/],
    [{ MAIL_FROM: 'nobody' }, /^MAIL_FROM is "nobody"/],
    [{ EVENT_APPROVAL: 'yes' }, /^EVENT_APPROVAL is "yes", but it must be off, first, all\.$/],
    [{ CURRENCY: 'XXQ' }, /^CURRENCY is "XXQ"/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"/],
    [{ REDIS_URL: 'http://cache.example' }, /^REDIS_URL is \(not shown\), but it must be an address such as redis:/],
    [{ REDIS_URL: 'redis://cache.example/first' }, /^REDIS_URL is /],
    [{ PROCESSES: '2' }, /^PROCESSES is "2", but it must be one or several\.$/],
    [{ HEALTH_PORT: '99999' }, /^HEALTH_PORT is "99999"/],
    [{ S3_BUCKET: 'Our_Files' }, /^S3_BUCKET is "Our_Files"/],
    [{ ROLES: 'web,media' }, /^ROLES is "web,media"/],
    [{ NODE_ENV: 'prod' }, /^NODE_ENV is "prod", but it must be development or production\.$/],
    [{ ...production, PUBLIC_URL: '' }, /^NODE_ENV is "production", which needs PUBLIC_URL \(.*\) to be set\.$/],
    [{ NODE_ENV: 'production' }, /needs APP_SECRET .* and PUBLIC_URL .* and SMTP_URL .* to be set\.$/],
    [{ ...production, DEMO: 'on' }, /^DEMO is "on", but in production it must be off\.$/],
    [{ STRIPE_SECRET_KEY: 'sk_x' }, /^STRIPE_WEBHOOK_SECRET is missing, .* together with STRIPE_SECRET_KEY\.$/],
    [{ STRIPE_WEBHOOK_SECRET: 'whsec_x' }, /^STRIPE_SECRET_KEY is missing, .* together with STRIPE_WEBHOOK_SECRET\.$/],
    [{ ...paypal, PAYPAL_WEBHOOK_ID: '' }, /^PAYPAL_WEBHOOK_ID is missing, .* together with PAYPAL_CLIENT_ID\.$/],
    [{ ...razorpay, RAZORPAY_KEY_SECRET: '' }, /^RAZORPAY_KEY_SECRET is missing, .* together with RAZORPAY_KEY_ID\.$/],
    [
      { ...stripe, STRIPE_SECRET_KEY: 'pk_live_x' },
      /^STRIPE_SECRET_KEY is \(not shown\), .* begins with sk_ or rk_\.$/,
    ],
    [{ RAZORPAY_API: 'https://api.razorpay.com/v1' }, /^RAZORPAY_API is .* without a path\.$/],
    [
      { ...production, STRIPE_API: 'http://127.0.0.1:9' },
      /^STRIPE_API .* in production it must be https:\/\/api\.stripe\.com\.$/,
    ],
    [{ ...production, PAYPAL_API: 'https://a.example' }, /^PAYPAL_API .* or https:\/\/api-m\.sandbox\.paypal\.com\.$/],
    [{ GOOGLE_CLIENT_ID: 'app' }, /^GOOGLE_CLIENT_SECRET is missing, .* together with GOOGLE_CLIENT_ID\.$/],
    [{ GITHUB_CLIENT_SECRET: 'key' }, /^GITHUB_CLIENT_ID is missing, .* together with GITHUB_CLIENT_SECRET\.$/],
    [{ ...oidc, OIDC_CLIENT_SECRET: '' }, /^OIDC_CLIENT_SECRET is missing, .* together with OIDC_ISSUER\.$/],
    [{ ...oidc, OIDC_ISSUER: 'id.example.org' }, /^OIDC_ISSUER is "id\.example\.org", .* discovery document/],
    [{ ...oidc, OIDC_ISSUER: 'https://id.example.org/?a=b' }, /^OIDC_ISSUER is /],
    [
      { ...production, ...oidc, OIDC_ISSUER: 'http://id.example.org' },
      /^OIDC_ISSUER is "http:\/\/id\.example\.org", but in production it must begin with https\.$/,
    ],
    [{ ...production, RATE_LIMITS: 'off' }, /^RATE_LIMITS is "off", but in production it must be on\.$/],
  ]
  for (const [env, message] of wrong) {
    it(`refuses ${JSON.stringify(env).slice(0, 60)} in one sentence`, () => {
      assert.throws(
        () => readConfig(env),
        (error) => error instanceof ConfigError && message.test(error.message),
      )
    })
  }

  it('keeps secrets out of its messages', () => {
    for (const name of [
      'APP_SECRET',
      'DATABASE_URL',
      'REDIS_URL',
      'SMTP_URL',
      'STRIPE_SECRET_KEY',
      'RAZORPAY_KEY_ID',
    ]) {
      assert.throws(() => readConfig({ [name]: 'hunter2' }), {
        message: new RegExp(`^${name} is \\(not shown\\), but it must be `),
      })
    }
  })

  it('answers any text with a value or a sentence that names the setting', () => {
    const name = fc.constantFrom(...Object.keys(settings).filter((key) => !key.startsWith('TLS_')))
    fc.assert(
      fc.property(name, fc.string(), (key, text) => {
        try {
          readConfig({ [key]: text })
        } catch (error) {
          assert.ok(error instanceof ConfigError)
          assert.ok(error.message.includes(key))
          assert.ok(error.message.endsWith('.'))
        }
      }),
    )
  })
})

describe('appSecret', () => {
  it('is made up once, kept for its owner only, and different elsewhere', () => {
    const first = readConfig({ DATA_DIR: join(dir, 'one', 'deep') })
    const made = appSecret(first)
    assert.ok(made.length >= 32)
    assert.equal(appSecret(first), made)
    assert.equal(statSync(join(dir, 'one', 'deep', 'app-secret')).mode & 0o777, 0o600)
    assert.notEqual(appSecret(readConfig({ DATA_DIR: join(dir, 'two') })), made)
  })

  it('is the one given', () => {
    assert.equal(appSecret(readConfig({ APP_SECRET: secret, DATA_DIR: join(dir, 'three') })), secret)
  })

  it('refuses a kept file that is too short, and a place it cannot write', () => {
    writeFileSync(join(dir, 'app-secret'), 'short')
    assert.throws(() => appSecret(readConfig({ DATA_DIR: dir })), /shorter than 32 characters; delete the file/)
    assert.throws(() => appSecret(readConfig({ DATA_DIR: join(pem, 'inside') })), /cannot be kept in .*DATA_DIR\.$/)
  })
})

describe('settingsHelp', () => {
  it('lists every setting with its default', () => {
    const help = settingsHelp()
    for (const name of Object.keys(settings)) assert.match(help, new RegExp(`^ {2}${name}=`, 'm'))
    assert.match(help, /RATE_LIMITS=on\n {6}\S/)
    assert.match(help, /ROLES=web,worker,realtime\n/)
  })

  it('shows defaults that would be accepted', () => {
    for (const [name, { fallback, shown }] of Object.entries(settings)) {
      if (fallback === null || shown !== undefined) continue
      const text = typeof fallback === 'boolean' ? (fallback ? 'on' : 'off') : String(fallback)
      assert.doesNotThrow(() => readConfig({ [name]: text }), name)
    }
  })
})
