import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse, parseAllDocuments } from 'yaml'
import { type Config, readConfig } from '../src/config.ts'
import { maximumPatient } from '../src/db/connect.ts'
import { settings } from '../src/settings.ts'
import { projectRoot, sourceFiles } from './source.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  version: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const dockerfile = read('deploy/Dockerfile')

type Environment = Record<string, string>

/** What the image sets, without what is Node.js' own. */
const ofImage: Environment = Object.fromEntries(
  [...(/^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)]
    .map(([, name = '', value = '']) => [name, value] as const)
    .filter(([name]) => name !== 'NODE_COMPILE_CACHE'),
)

/** What an operator would fill in. */
const filledIn: Environment = {
  PUBLIC_URL: 'https://tickets.example.org',
  APP_SECRET: 'a'.repeat(64),
  SMTP_URL: 'smtps://user:password@mail.example.org',
  POSTGRES_PASSWORD: 'b'.repeat(32),
  S3_SECRET_ACCESS_KEY: 'c'.repeat(32),
}

/** Reads settings as the container would; names that are none would be told nobody. */
function configOf(environment: Environment): Config {
  const unknown = Object.keys(environment).filter((name) => !(name in settings))
  assert.deepEqual(unknown, [], 'settings that there are not')
  return readConfig({ ...ofImage, ...environment })
}

/** What every process has to be told so that several of them are one installation. */
function assertShares(config: Config): void {
  assert.equal(config.mode, 'production')
  assert.equal(config.processes, 'several')
  assert.ok(config.redis)
  assert.equal(config.files.kind, 's3')
  assert.equal(config.database.kind, 'url')
  assert.equal(config.secret.kind, 'given')
  assert.equal(config.trustProxy, 1)
  assert.equal(config.port, 3000)
  if (!config.roles.web && !config.roles.realtime) assert.equal(config.healthPort, 3000)
}

/** The most connections to the database of one process: its pool, those of migrations and jobs, and the one that listens. */
const connectionsOf = ({ databasePool }: Config) => databasePool + maximumPatient + 1

/** What PostgreSQL is told to let in, less what it keeps for its superuser. */
const admitted = (words: readonly string[] = []) =>
  Number(/max_connections=(\d+)/.exec(words.join(' '))?.[1] ?? 100) - 3

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

const rolesOf = (configs: readonly Config[]) =>
  configs
    .map(({ roles }) => Object.entries(roles).flatMap(([role, isOurs]) => (isOurs ? [role] : [])))
    .map((roles) => roles.join())
    .sort()

interface ComposeService {
  image?: string
  environment?: Environment
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test?: unknown; disable?: boolean }
  deploy?: { replicas: number }
  command?: string[]
  build?: { context: string; dockerfile: string }
}

const compose = parse(read('deploy/compose.yaml'), { merge: true }) as {
  services: Record<string, ComposeService>
  volumes: Record<string, unknown>
}
const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'conflux')

const fill = (text: string) =>
  text.replaceAll(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, name) => filledIn[name] ?? assert.fail(`${name} is not in .env`))
const ofService = ({ environment = {} }: ComposeService) =>
  configOf(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)])))

test('every container of Compose has settings that it starts with, and all roles are taken', () => {
  const configs = ours.filter(([name]) => name !== 'migrate').map(([, service]) => ofService(service))
  configs.forEach(assertShares)
  assert.deepEqual(rolesOf(configs), ['realtime', 'web', 'worker'])
  assert.ok((compose.services.web?.deploy?.replicas ?? 0) >= 2)
})

test('the database of Compose lets in four times as many as its containers take', () => {
  const taken = ours.map(([, service]) => connectionsOf(ofService(service)) * (service.deploy?.replicas ?? 1))
  assert.ok(admitted(compose.services.postgres?.command) >= 4 * sum(taken), `${sum(taken)} connections`)
})

test('what Compose asks an operator for is in the example, and nothing else is', () => {
  const asked = new Set([...read('deploy/compose.yaml').matchAll(/\$\{(\w+)/g)].map((match) => match[1]))
  const given = [...read('deploy/.env.example').matchAll(/^(\w+)=/gm)].map((match) => match[1])
  assert.deepEqual([...asked].sort(), given.sort())
  assert.deepEqual(given, Object.keys(filledIn).sort())
})

test('containers of Compose wait for what is there, and is checked where they wait for its health', () => {
  for (const [name, { depends_on = {} }] of Object.entries(compose.services))
    for (const [other, { condition }] of Object.entries(depends_on)) {
      const service = compose.services[other]
      assert.ok(service, `${name} waits for ${other}`)
      if (condition === 'service_healthy')
        assert.ok(service.healthcheck?.test ?? service.image === 'conflux', `${other} says how it is`)
    }
  assert.ok(ours.every(([name, { depends_on }]) => name === 'migrate' || depends_on?.migrate))
})

test('the proxy of Compose leads to containers that are there', () => {
  const led = [...read('deploy/Caddyfile').matchAll(/dynamic a (\w+) (\d+)/g)].map(([, name, port]) => [name, port])
  assert.deepEqual(led, [
    ['realtime', ofImage.PORT],
    ['web', ofImage.PORT],
  ])
})

test('the image has the Node.js of the project, runs as nobody special, and says how it is', () => {
  assert.equal(/^ARG NODE=(.*)$/m.exec(dockerfile)?.[1], manifest.dependencies.node)
  const [, last = ''] = dockerfile.split(/^FROM .* AS build$/m)
  assert.match(last, /^USER [1-9]\d*$/m)
  assert.match(last, /^HEALTHCHECK .*\n.*healthz/m)
  for (const folder of ['src', 'lang', 'migrations', 'dist', 'node_modules', 'package.json'])
    assert.match(last, new RegExp(`^COPY --from=build /conflux/${folder} `, 'm'))
})

test('what runs in the image is not left out of it: no package for development, nothing outside of what is copied', () => {
  const isLeftOut = (target: string) =>
    /^(web|test|bench|scripts|deploy|docs)\//.test(target) || target in manifest.devDependencies
  const missing = sourceFiles('src', 'lang')
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .flatMap(({ path, imports }) => imports.map(({ path: to, typeOnly }) => ({ from: path, to, typeOnly })))
    // Vite runs for npm run dev alone.
    .filter(({ to, typeOnly }) => !typeOnly && to !== 'vite' && isLeftOut(to))
  assert.deepEqual(missing, [])
})

/** As much of Kubernetes' objects as is looked at. */
interface KubernetesObject {
  kind: string
  metadata: { name: string; namespace?: string }
  data?: Environment
  stringData?: Environment
  spec?: {
    replicas?: number
    minAvailable?: number
    minReplicas?: number
    maxReplicas?: number
    strategy?: { rollingUpdate: { maxSurge: number } }
    selector?: { matchLabels?: Environment } & Environment
    scaleTargetRef?: { kind: string; name: string }
    template?: { metadata: { labels: Environment }; spec: Pod }
    ports?: { port: number; targetPort: string; name: string }[]
    rules?: { http: { paths: { path: string; backend: { service: { name: string; port: { name: string } } } }[] } }[]
  }
}

interface Pod {
  securityContext: { runAsNonRoot: boolean }
  containers: {
    image: string
    args?: string[]
    env?: { name: string; value: string }[]
    envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[]
    ports?: { name: string; containerPort: number }[]
    startupProbe?: Probe
    livenessProbe?: Probe
    readinessProbe?: Probe
  }[]
}
type Probe = { httpGet?: { path: string; port: string } }

const objects = globSync('deploy/kubernetes/*.yaml', { cwd: projectRoot })
  .flatMap((path) => parseAllDocuments(read(path)))
  .map((document) => {
    assert.deepEqual(document.errors, [])
    return document.toJS() as KubernetesObject
  })
const named = (kind: string, name: string) =>
  objects.find(({ kind: of, metadata }) => of === kind && metadata.name === name) ??
  assert.fail(`there is no ${kind} ${name}`)
const ofKind = (kind: string) => objects.filter((object) => object.kind === kind)

/** Pods of our image, by what runs them. */
const workloads = objects.flatMap((object) => {
  const pod = object.spec?.template?.spec
  const container = pod?.containers.find(({ image }) => image.startsWith('conflux:'))
  return pod && container ? [{ ...object, pod, container }] : []
})

function ofContainer({ envFrom = [], env = [] }: Pod['containers'][number]): Config {
  const shared = envFrom.map(({ configMapRef, secretRef }) =>
    configMapRef ? named('ConfigMap', configMapRef.name).data : named('Secret', String(secretRef?.name)).stringData,
  )
  const own = Object.fromEntries(env.map(({ name, value }) => [name, value]))
  return configOf(Object.assign({}, ...shared, own))
}

test('every pod has settings that it starts with, and all roles are taken', () => {
  const configs = workloads.map(({ container, kind }) => {
    const config = ofContainer(container)
    if (kind === 'Deployment') assertShares(config)
    return { kind, config }
  })
  const deployed = configs.filter(({ kind }) => kind === 'Deployment').map(({ config }) => config)
  assert.deepEqual(rolesOf(deployed), ['realtime', 'web', 'worker'])
  assert.deepEqual(configs.filter(({ kind }) => kind === 'Job').length, 1, 'one job brings the database up to date')
})

test('the database lets in as many as all pods take that there may be, also while a version is replaced', () => {
  const taken = workloads.map(({ kind, metadata, spec, container }) => {
    const scaler = kind === 'Deployment' ? named('HorizontalPodAutoscaler', metadata.name).spec : undefined
    return (
      connectionsOf(ofContainer(container)) *
      ((scaler?.maxReplicas ?? 1) + (spec?.strategy?.rollingUpdate.maxSurge ?? 0))
    )
  })
  const [postgres] = named('StatefulSet', 'postgres').spec?.template?.spec.containers ?? []
  assert.ok(admitted(postgres?.args) >= sum(taken), `${sum(taken)} connections`)
  assert.match(read('deploy/README.md'), new RegExp(`= ${sum(taken)};`))
})

test('every pod of ours is of this version, not root, and is asked how it is where it listens', () => {
  for (const { kind, metadata, pod, container } of workloads) {
    assert.equal(container.image, `conflux:${manifest.version}`, metadata.name)
    assert.ok(pod.securityContext.runAsNonRoot, metadata.name)
    if (kind !== 'Deployment') continue
    assert.deepEqual(container.ports, [{ name: 'http', containerPort: Number(ofImage.PORT) }])
    const { startupProbe, livenessProbe, readinessProbe } = container
    assert.deepEqual(
      [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet),
      ['/healthz', '/healthz', '/readyz'].map((path) => ({ path, port: 'http' })),
    )
  }
})

test('services, budgets and scalers find the pods they are for', () => {
  const pods = [...ofKind('Deployment'), ...ofKind('StatefulSet')].map(({ spec }) => spec?.template)
  const found = (labels: Environment) =>
    pods.find((pod) => Object.entries(labels).every(([name, value]) => pod?.metadata.labels[name] === value))
  for (const { spec, metadata } of [
    ...ofKind('Deployment'),
    ...ofKind('StatefulSet'),
    ...ofKind('PodDisruptionBudget'),
  ])
    assert.ok(found(spec?.selector?.matchLabels ?? {}), metadata.name)
  for (const { spec, metadata } of ofKind('Service')) {
    const ports = found(spec?.selector ?? {})?.spec.containers.flatMap(({ ports = [] }) =>
      ports.map(({ name }) => name),
    )
    for (const { targetPort } of spec?.ports ?? []) assert.ok(ports?.includes(targetPort), metadata.name)
  }
  for (const { spec, metadata } of ofKind('HorizontalPodAutoscaler')) {
    const { kind = '', name = '' } = spec?.scaleTargetRef ?? {}
    assert.equal(named(kind, name).spec?.replicas, spec?.minReplicas, metadata.name)
  }
  for (const { spec, metadata } of ofKind('PodDisruptionBudget'))
    assert.ok((named('Deployment', metadata.name).spec?.replicas ?? 0) > (spec?.minAvailable ?? 0), metadata.name)
})

test('sockets are led to their role and everything else to the pages', () => {
  const paths = named('Ingress', 'conflux').spec?.rules?.flatMap(({ http }) => http.paths) ?? []
  assert.deepEqual(
    paths.map(({ path, backend }) => [path, backend.service.name]),
    [
      ['/socket', 'realtime'],
      ['/', 'web'],
    ],
  )
  for (const { backend } of paths)
    assert.equal(named('Service', backend.service.name).spec?.ports?.[0]?.name, backend.service.port.name)
})

test('all of it is in one namespace', () => {
  for (const { kind, metadata } of objects)
    if (kind !== 'Namespace') assert.equal(metadata.namespace, 'conflux', `${kind} ${metadata.name}`)
})
