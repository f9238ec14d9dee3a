// What every script here shares with the test that starts it.

/** The settings that the test gave. */
export const settings = JSON.parse(process.argv[2] ?? '{}');

/** Tells the test where a server listens, and ends with the test. */
export function announce(address) {
  console.log(address);
  process.stdin.on('end', () => process.exit()).resume();
}

/** Tells the test what a client got. */
export function report(result) {
  console.log(JSON.stringify(result));
}
