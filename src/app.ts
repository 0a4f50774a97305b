import type { FastifyInstance } from 'fastify'
import { recordAct } from './acts.ts'
import { type Api, api } from './api.ts'
import { makeBus } from './cache/bus.ts'
import { postgresCarrier } from './cache/postgres-carrier.ts'
import { openRedis } from './cache/redis.ts'
import { redisCarrier } from './cache/redis-carrier.ts'
import { type RelayedFact, tellFacts } from './cache/shared-facts.ts'
import { appSecret, type Config } from './config.ts'
import type { Database } from './db/connect.ts'
import { forgetOldKeys } from './db/idempotency.ts'
import { isDevelopmentPath } from './http/address.ts'
import { type Gate, type Handlers, type Operation, operationsOf } from './http/call.ts'
import type { Client } from './http/client.ts'
import type { Table } from './http/contract.ts'
import { serveCoverPngs } from './http/cover-png.ts'
import { serveCovers } from './http/covers.ts'
import { forgetOldCounts, limiter, unlimited } from './http/limits.ts'
import { localClient } from './http/local.ts'
import { mount } from './http/mount.ts'
import { openapiOf } from './http/openapi.ts'
import { servePages } from './http/pages.ts'
import { developmentPages } from './http/pages-development.ts'
import { platformRoutes } from './http/platform.ts'
import { type ReadableRequest, readRequest } from './http/read-request.ts'
import type { CallRequest } from './http/request.ts'
import { type LogLines, makeServer } from './http/server.ts'
import type { Jobs } from './jobs/worker.ts'
import { type Chore, settle, startWorker } from './jobs/worker.ts'
import { keyFor } from './lib/sign.ts'
import { mailboxMailer } from './mail/mailbox.ts'
import type { Mailer } from './mail/mailer.ts'
import { smtpMailer } from './mail/smtp.ts'
import { authorize } from './modules/accounts/access.ts'
import { keyReader } from './modules/accounts/api-keys.ts'
import { apiKeysRoutes } from './modules/accounts/api-keys-routes.ts'
import { authLibrary } from './modules/accounts/auth.ts'
import { callerFinder } from './modules/accounts/callers.ts'
import { cohostsRoutes } from './modules/accounts/cohosts-routes.ts'
import { refuseUnlessAtHome } from './modules/accounts/demo.ts'
import { membersRoutes } from './modules/accounts/members-routes.ts'
import { phoneRoutes } from './modules/accounts/phone-routes.ts'
import { platformSettings } from './modules/accounts/platform-settings.ts'
import { profileRoutes } from './modules/accounts/profile-routes.ts'
import { forgetProviderSignIns } from './modules/accounts/provider-sign-in.ts'
import { providersRoutes } from './modules/accounts/providers-routes.ts'
import { accountRoutes, organizationRoutes } from './modules/accounts/routes.ts'
import { securityRoutes } from './modules/accounts/security-routes.ts'
import { hasSession, identify } from './modules/accounts/session.ts'
import { forgetEndedSessions } from './modules/accounts/sign-in.ts'
import { type ProviderOrigins, signInProvidersOf } from './modules/accounts/sign-in-providers.ts'
import { bearerReader } from './modules/accounts/tokens.ts'
import { failedJobsRoutes } from './modules/admin/failed-jobs-routes.ts'
import { followMerges } from './modules/admin/merge.ts'
import { mergeRoutes } from './modules/admin/merge-routes.ts'
import { peopleRoutes } from './modules/admin/people-routes.ts'
import { adminRoutes } from './modules/admin/routes.ts'
import { settingsRoutes } from './modules/admin/settings-routes.ts'
import { auditRoutes } from './modules/audit/routes.ts'
import { checkinRoutes } from './modules/checkin/routes.ts'
import { clientARoutes } from './modules/compat/client-a-routes.ts'
import { clientBRoutes } from './modules/compat/client-b-routes.ts'
import { contactRoutes } from './modules/events/contact-routes.ts'
import { discoverRoutes } from './modules/events/discover-routes.ts'
import { eventsRoutes } from './modules/events/routes.ts'
import { siteRoutes } from './modules/events/site-routes.ts'
import { byHandRoutes } from './modules/money/by-hand-routes.ts'
import { finishCancellations } from './modules/money/cancellation.ts'
import { cancellationRoutes } from './modules/money/cancellation-routes.ts'
import { commissionRoutes } from './modules/money/commission-routes.ts'
import { eraseOldInvoices } from './modules/money/erasure.ts'
import { noteFees } from './modules/money/fees.ts'
import { invoicesRoutes } from './modules/money/invoices-routes.ts'
import { moneyJobs } from './modules/money/jobs.ts'
import { followPromises } from './modules/money/promises.ts'
import { providersOf } from './modules/money/providers.ts'
import { reconcilePayments } from './modules/money/reconcile.ts'
import { watchSentRefunds } from './modules/money/refunds-bounced.ts'
import { refundsRoutes } from './modules/money/refunds-routes.ts'
import { sendWaitingRefunds } from './modules/money/refunds-send.ts'
import { moneyRoutes } from './modules/money/routes.ts'
import { savedMethodsRoutes } from './modules/money/saved-methods-routes.ts'
import { statementsRoutes } from './modules/money/statements-routes.ts'
import { returnAllStranded, watchReturned } from './modules/money/stranded.ts'
import { sendUnfinished } from './modules/notifications/announcements-due.ts'
import { announcementsRoutes } from './modules/notifications/announcements-routes.ts'
import { devicesRoutes } from './modules/notifications/devices-routes.ts'
import { sendWaiting } from './modules/notifications/due.ts'
import { emailChannel } from './modules/notifications/email-channel.ts'
import { notificationJobs } from './modules/notifications/jobs.ts'
import { mailLookRoutes } from './modules/notifications/mail-look-routes.ts'
import { messagesRoutes } from './modules/notifications/messages-routes.ts'
import { pushChannel } from './modules/notifications/push-channel.ts'
import { mailboxRoutes, notificationRoutes } from './modules/notifications/routes.ts'
import { retryUnreachable, smsChannel } from './modules/notifications/sms-channel.ts'
import { twilioHooksRoutes } from './modules/notifications/twilio-routes.ts'
import { calendarRoutes } from './modules/orders/calendar-routes.ts'
import { orderSecret } from './modules/orders/codes.ts'
import { sharedDesk } from './modules/orders/desk.ts'
import { guestsRoutes } from './modules/orders/guests-routes.ts'
import { forgetOldLinks } from './modules/orders/links.ts'
import { listsRoutes } from './modules/orders/lists-routes.ts'
import { sweepLapsed } from './modules/orders/release.ts'
import { ordersRoutes } from './modules/orders/routes.ts'
import { transfersRoutes } from './modules/orders/transfers-routes.ts'
import { eraseDue, eraseLateTraces } from './modules/privacy/erasure.ts'
import { removeOldExports } from './modules/privacy/exports.ts'
import { privacyJobs } from './modules/privacy/jobs.ts'
import { privacyRoutes } from './modules/privacy/routes.ts'
import { ticketingRoutes } from './modules/ticketing/routes.ts'
import { taxRatesRoutes } from './modules/ticketing/tax-rates-routes.ts'
import { webPusher } from './push/pusher.ts'
import { vapidKeysOf } from './push/vapid.ts'
import { openSockets } from './realtime/sockets.ts'
import { roomsOf, roomsWith } from './rooms.ts'
import type { Services } from './services.ts'
import { boxTexter } from './sms/box.ts'
import { twilioApi, twilioTexter } from './sms/twilio.ts'
import { diskFiles } from './storage/files.ts'
import { s3Files } from './storage/s3.ts'
import { removeUnusedImages } from './storage/unused-images.ts'
import { subscriptions } from './subscriptions.ts'

export interface App {
  server: FastifyInstance
  services: Services
  /** The API for one request, in process. */
  local(request: CallRequest): Client<Api>
  /** Adds endpoints that are not part of the API, through the same pipeline, before the server listens. */
  add<T extends Table>(table: T, handlers: Handlers<T>): void
  /** Carries out all jobs that are due. */
  settle(): Promise<void>
  /** Begins background work, which `close` ends. */
  startWorker(): ReturnType<typeof startWorker>
  /** Answers what was asked and finishes what was begun, and takes nothing new from this moment on. */
  close(): Promise<void>
}

export interface AppOptions {
  config: Config
  database: Database
  tls?: { cert: string; key: string }
  now?: () => Date
  /** Where the built pages are; without it there are no pages, just the API. */
  pages?: { dist: string; development: boolean }
  /** Where the providers to sign in by are, for tests that simulate them. */
  providersAt?: ProviderOrigins
  /** The origin of Twilio, and that of a push service which may be on this machine, for the same. */
  smsAt?: string | undefined
  pushAt?: string | undefined
  /** Takes the lines of the log in place of standard output. */
  logTo?: LogLines
}

/** The wiring diagram: everything the application is made of, built here and handed on by hand. */
export async function makeApp({
  config,
  database,
  tls,
  pages,
  logTo,
  providersAt,
  smsAt,
  pushAt,
  now = () => new Date(),
}: AppOptions): Promise<App> {
  const { db } = database
  const secret = appSecret(config)
  const browserKey = keyFor(secret, 'browser cookie')
  const requestOf = (request: ReadableRequest) => readRequest(request, browserKey)
  const server = makeServer({ config, tls, requestOf, ...(logTo ? { logTo } : {}) })
  let stopping = false
  let worker: ReturnType<typeof startWorker> | undefined

  const isAlone = config.processes === 'one'
  const redis = config.redis && !isAlone ? openRedis(config.redis.url, server.log) : null
  const carriers = isAlone ? [] : [...(redis ? [redisCarrier(redis)] : []), postgresCarrier(database.pool, server.log)]

  const mailer = mailerOf(config, db)
  const platform = platformSettings(db, config)
  const ownUrl = () => publicUrl(config, server)
  const texter = texterOf(config, db, { smsAt, publicUrl: ownUrl })
  const pusher = pusherOf(config, pushAt)
  const services: Services = {
    db,
    config,
    secret,
    publicUrl: ownUrl,
    now,
    desk: sharedDesk(db, { now, secret }),
    bus: makeBus(carriers, server.log),
    files: config.files.kind === 's3' ? s3Files(config.files) : diskFiles(config.files.dir),
    mailer,
    texter,
    pusher,
    channels: [
      emailChannel({ mailer, platform, publicUrl: ownUrl }),
      ...(texter ? [smsChannel({ db, texter, now })] : []),
      ...(pusher ? [pushChannel({ db, pusher })] : []),
    ],
    platform,
    log: server.log,
  }
  const letGo = async () => {
    services.mailer.close()
    await services.bus.close()
    await redis?.close()
  }
  const auth = authLibrary(services)
  const keys = keyReader(db, (error) => server.log.error({ err: error }, 'the use of an API key was not noted'))
  const bearers = { readBearer: bearerReader(db, services.publicUrl), keys }
  const cashier = {
    db,
    secret,
    now,
    desk: services.desk,
    publicUrl: services.publicUrl,
    providers: providersOf(services),
  }
  const house = { platform: services.platform, orderSecret: (orderId: string) => orderSecret(secret, orderId) }
  const findCaller = callerFinder(db)
  const gate: Gate = {
    identify: (request) => identify(findCaller, secret, bearers, request),
    authorize: (access, caller, input, request) => authorize(db, access, caller, input, request, house),
    count: config.rateLimits ? limiter(isAlone ? undefined : { pool: database.pool, redis }) : unlimited,
    noteActing: (endpoint, ids) => recordAct(db, 'person.acted', { after: { endpoint, ...ids } }),
  }
  const report = (error: unknown, key: string) => server.log.error({ err: error, endpoint: key }, 'request failed')
  const document = () => openapiOf(api, { url: services.publicUrl(), version: '0.1.0' })
  const signInProviders = signInProvidersOf(config, providersAt)
  const handlers = {
    ...platformRoutes(db, () => stopping, document),
    ...accountRoutes(services, auth),
    ...profileRoutes(services),
    ...phoneRoutes(services),
    ...securityRoutes(services, signInProviders),
    ...providersRoutes(services, signInProviders),
    ...organizationRoutes(services),
    ...membersRoutes(services),
    ...cohostsRoutes(services),
    ...apiKeysRoutes(services),
    ...notificationRoutes(services),
    ...announcementsRoutes(services),
    ...mailLookRoutes(services),
    ...mailboxRoutes(services),
    ...messagesRoutes(services),
    ...devicesRoutes(services),
    ...twilioHooksRoutes(services),
    ...eventsRoutes(services),
    ...contactRoutes(services),
    ...discoverRoutes(services),
    ...siteRoutes(services),
    ...ticketingRoutes(services),
    ...taxRatesRoutes(services),
    ...adminRoutes(services),
    ...peopleRoutes(services),
    ...mergeRoutes(services),
    ...privacyRoutes(services),
    ...settingsRoutes(services),
    ...failedJobsRoutes(services),
    ...auditRoutes(services),
    ...ordersRoutes(services),
    ...calendarRoutes(services),
    ...transfersRoutes(services),
    ...guestsRoutes(services),
    ...moneyRoutes(services, cashier),
    ...savedMethodsRoutes(cashier),
    ...byHandRoutes(cashier),
    ...refundsRoutes(cashier),
    ...statementsRoutes(services),
    ...invoicesRoutes(services),
    ...cancellationRoutes(cashier),
    ...commissionRoutes(services),
    ...listsRoutes(services),
    ...checkinRoutes(services),
    ...clientARoutes(services, auth, cashier),
    ...clientBRoutes(services, auth, cashier),
  }
  const operations = new Map<string, Operation>(
    operationsOf<Api>(api, handlers, gate).map((operation) => [operation.key, operation]),
  )
  mount(server, config.roles.web ? operations.values() : probesOf(operations), requestOf)
  server.addHook('onRequest', async (request) => {
    if (isDevelopmentPath(request)) refuseUnlessAtHome(config, requestOf(request))
  })
  const local = (request: CallRequest) => localClient<Api>(operations, request, report)
  if (config.roles.web) {
    serveCovers(server)
    serveCoverPngs(server)
  }
  const shownPages = pages
    ? await servePages(server, {
        dist: pages.dist,
        publicUrl: services.publicUrl,
        requestOf,
        apiFor: local,
        hasSession,
        now: () => performance.now(),
        ...(pages.development ? { development: await developmentPages(server) } : {}),
      }).catch(async (error) => {
        await letGo()
        throw error
      })
    : undefined

  if (config.roles.realtime)
    openSockets({
      server,
      rooms: roomsWith(services),
      roomsOf,
      bus: services.bus,
      config,
      requestOf,
      gate,
      log: server.log,
    })

  const jobs: Jobs = {
    ...notificationJobs({ services }),
    ...moneyJobs(services, cashier),
    ...privacyJobs({ ...services, providers: cashier.providers }),
  }
  const erasing = { db, files: services.files, log: server.log, providers: cashier.providers }
  const chores: Chore[] = [
    { name: 'expire lapsed holds', every: 60, work: () => sweepLapsed(db, services.desk, now()) },
    { name: 'reconcile payments', every: 60, work: () => reconcilePayments(cashier) },
    { name: 'note provider fees', every: 60, work: () => noteFees(cashier) },
    { name: 'follow promised payments', every: 60, work: () => followPromises(db, now()) },
    { name: 'send waiting refunds', every: 60, work: () => sendWaitingRefunds(cashier) },
    { name: 'watch sent refunds', every: 3600, work: () => watchSentRefunds(cashier) },
    { name: 'watch returned payments', every: 3600, work: () => watchReturned(cashier) },
    { name: 'finish cancellations', every: 3600, work: () => finishCancellations(cashier) },
    { name: 'return stranded payments', every: 3600, work: () => returnAllStranded(cashier) },
    { name: 'send what waited', every: 30, work: () => sendWaiting(services) },
    { name: 'send unfinished messages', every: 600, work: () => sendUnfinished(db) },
    { name: 'retry unreachable phones', every: 86_400, work: () => retryUnreachable(db, now()) },
    { name: 'forget old ticket links', every: 3600, work: () => forgetOldLinks(db, now()) },
    { name: 'forget old idempotency keys', every: 3600, work: () => forgetOldKeys(db) },
    { name: 'remove unused images', every: 3600, work: () => removeUnusedImages(db, services.files, now()) },
    { name: 'erase people', every: 600, work: () => eraseDue(erasing, now()) },
    { name: 'erase late traces', every: 3600, work: () => eraseLateTraces(erasing, now()) },
    {
      name: 'erase buyers of old invoices',
      every: 86_400,
      work: () => eraseOldInvoices(db, config.invoiceYears, now()),
    },
    { name: 'follow merged accounts', every: 3600, work: () => followMerges(db, now()) },
    { name: 'remove old exports', every: 3600, work: () => removeOldExports(services, now()) },
    { name: 'forget sign-ins by providers', every: 3600, work: () => forgetProviderSignIns(db, now()) },
    { name: 'forget old counts', every: 600, work: () => forgetOldCounts(db, now()) },
    { name: 'forget ended sessions', every: 3600, work: () => forgetEndedSessions(db) },
  ]
  const onError = (error: unknown, what: string) => server.log.error({ err: error, what }, 'background work failed')
  const onFacts = (facts: readonly RelayedFact[]) => tellFacts(services.bus, facts)
  services.bus.subscribe('facts', (facts) => {
    for (const { payload } of facts) if ('eventId' in payload) shownPages?.drop(payload.eventId)
  })

  return {
    server,
    services,
    local,
    add: (table, extra) => mount(server, operationsOf(table, extra, gate), requestOf),
    settle: () => settle({ database, jobs, subscriptions, onError, onFacts }),
    startWorker() {
      worker = startWorker({ database, jobs, subscriptions, chores, onError, onFacts })
      return worker
    },
    async close() {
      stopping = true
      try {
        await Promise.all([server.close(), worker?.then((started) => started.stop())])
        await keys.settled()
      } finally {
        await letGo()
      }
    },
  }
}

/** What a process that serves no pages still answers. */
const probesOf = (operations: ReadonlyMap<string, Operation>) =>
  [...operations.values()].filter(({ key }) => key === 'GET /healthz' || key === 'GET /readyz')

const mailerOf = ({ mail, mailFrom }: Config, db: Database['db']): Mailer =>
  mail.kind === 'smtp' ? smtpMailer({ url: mail.url, from: mailFrom }) : mailboxMailer(db, mailFrom)

function texterOf({ sms }: Config, db: Database['db'], parts: { smsAt: string | undefined; publicUrl(): string }) {
  if (sms.kind === 'off') return null
  if (sms.kind === 'box') return boxTexter(db)
  const statusUrl = ({ id }: { id: string }) => `${parts.publicUrl()}/api/hooks/twilio/status?delivery=${id}`
  return twilioTexter({ keys: sms, api: parts.smsAt ?? twilioApi, statusUrl })
}

function pusherOf(config: Config, trusted: string | undefined) {
  const keys = vapidKeysOf(config)
  return keys && webPusher({ keys, trusted })
}

/** With PORT=0 and no PUBLIC_URL the address is known once the server listens. */
function publicUrl({ publicUrl }: Config, server: FastifyInstance): string {
  const address = publicUrl.endsWith(':0') ? server.server.address() : null
  return address !== null && typeof address === 'object' ? publicUrl.replace(/0$/, `${address.port}`) : publicUrl
}
