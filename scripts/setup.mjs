// Runs on whatever Node.js the machine has, before anything is installed: no packages, no TypeScript.

const oldest = 20
const [major] = process.versions.node.split('.').map(Number)

if (major < oldest) {
  console.error(
    `Conflux needs Node.js ${oldest} or newer, but this is ${process.version}; get it from https://nodejs.org and run the command again.`,
  )
  process.exitCode = 1
} else {
  const { setUp } = await import('./setup/set-up.mjs')
  process.exitCode = await setUp({ build: process.argv.includes('--build') })
}
