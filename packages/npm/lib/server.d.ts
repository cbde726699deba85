export interface ServerOptions {
  /** Gets each message of the server: JSON, without a header. */
  send(text: string): void;
  /** Called once before the server starts, with the module: `svcc.FS` is its file system. */
  prepare?(svcc: { FS: any }): void;
  /** Called when the client has said `exit`. */
  ended?(status: number): void;
  host?: object;
  words?: string[];
}
export interface RunningServer {
  /** The next bytes of a stream of messages with headers. */
  receive(bytes: Uint8Array): void;
  /** One message: JSON, without a header. */
  post(text: string): void;
}
export function startServer(options: ServerOptions): Promise<RunningServer>;
