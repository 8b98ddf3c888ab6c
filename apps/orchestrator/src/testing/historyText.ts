import proto from '@temporalio/proto';

const { History } = proto.temporal.api.history.v1;
type RecordedHistory = ReturnType<typeof History.fromObject>;

/** `<pid>@<host>`, as those are called that have no name of their own. */
const worker = /^\d+@/;
const server = 'history-service';

/** One JSON document; who polled and where code lay are left out, because they name a machine. */
export function historyToText(history: proto.temporal.api.history.v1.IHistory): string {
  const plain = History.toObject(History.create(history), { longs: String, enums: String, bytes: String });
  return JSON.stringify(plain, (key, value) => {
    if (key === 'stackTrace') return '';
    const namesMachine = (key === 'identity' && value !== server) || (typeof value === 'string' && worker.test(value));
    return namesMachine ? 'recorded' : value;
  });
}

export function historyFromText(text: string): RecordedHistory {
  return History.fromObject(JSON.parse(text));
}
