/** The protocol's Tool.* domain: what DevTools itself answers, without the mini program. */
export type Params = Record<string, unknown>;

/** One connected client. */
export interface Session {
  /** It asked for console events. */
  logging: boolean;
  send(frame: object): void;
  end(): void;
}
export interface ToolHost {
  identities(): { openid: string; name: string }[];
  sdkVersion: string;
  broadcast(method: string, params: unknown): void;
  forward(method: string, params: Params): Promise<unknown>;
  closeApp(): Promise<void>;
}

export const replyError = (id: unknown, message: string) => ({ id, error: { message } });

type ToolMethod = (host: ToolHost, params: Params, session: Session) => object | Promise<object>;

export const toolMethods: Record<string, ToolMethod> = {
  'Tool.getInfo': (host) => ({ SDKVersion: host.sdkVersion, version: 'xiaodian' }),
  // The socket is closed by the server once this reply is out.
  'Tool.close': () => ({}),
  'Tool.enableRemoteDebug': (host) => {
    // The client listens for the event only after the reply has arrived.
    setTimeout(() => host.broadcast('Tool.onRemoteDebugConnected', {}), 100);
    return {};
  },
  'Tool.getTestAccounts': (host) => ({ accounts: host.identities().map(({ name, openid }) => ({ nickName: name, openid })) }),
  'Tool.stopAudits': () => ({
    data: JSON.stringify({ score: null, summary: 'The local WeChat has no audits.' }),
    report: '<!doctype html><meta charset="utf-8"><title>Audits</title><p>The local WeChat has no audits.</p>\n',
  }),
  'Tool.getTicket': () => ({ ticket: '', expiredTime: 0 }),
  'Tool.setTicket': () => ({}),
  'Tool.refreshTicket': () => ({}),
  'Tool.native': async (host, params) => {
    const result = await host.forward('App.native', params);
    return typeof result === 'object' && result !== null ? result : {};
  },
};
