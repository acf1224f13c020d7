// A server that speaks S3, for tests: keeps everything in the directory that it is given, prints its port, and ends with its input.
import S3rver from 's3rver';

const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: process.argv[2],
  configureBuckets: [{ name: 'akte' }],
});
const { port } = await server.run();
console.log(port);
process.stdin.resume().on('close', () => process.exit());
