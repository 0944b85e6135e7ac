export { askOutside } from '#app/flows/ask-outside.server.ts'
