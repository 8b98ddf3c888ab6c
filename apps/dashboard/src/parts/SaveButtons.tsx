import { type CsvCell, downloadCsv } from './download.ts';

/** What is shown, as a picture and as numbers; each where there is one. */
export function SaveButtons(props: {
  onPicture?: () => void;
  /** `rows` is asked for once somebody presses. */
  csv?: { readonly file: string; readonly rows: () => readonly (readonly CsvCell[])[] };
  disabled?: boolean;
}) {
  const { csv } = props;
  return (
    <>
      {props.onPicture !== undefined && (
        <SaveButton name="PNG" title="Save the picture" disabled={props.disabled} onSave={props.onPicture} />
      )}
      {csv !== undefined && (
        <SaveButton
          name="CSV"
          title="Save the numbers"
          disabled={props.disabled}
          onSave={() => downloadCsv(csv.file, csv.rows())}
        />
      )}
    </>
  );
}

function SaveButton(props: { name: string; title: string; disabled: boolean | undefined; onSave: () => void }) {
  return (
    <button
      type="button"
      className="btn small plain dim"
      title={props.title}
      disabled={props.disabled}
      onClick={props.onSave}
    >
      {props.name}
    </button>
  );
}
