// `npm start`: from a fresh clone to a running hub. Plain JavaScript without packages, because it runs before they are installed.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Laurel needs Node 20.19 or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`)
  process.exit(1)
}

const { main } = await import('./entry.hub.js')
await main(process.argv.slice(2))

export {}
