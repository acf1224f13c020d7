/** Common API. Ends quietly: whoever no longer listens has nothing to be told. */
export function onSelection(moved: () => void): () => void {
  const { document } = Office.context;
  document.addHandlerAsync(Office.EventType.DocumentSelectionChanged, moved);
  return () => {
    document.removeHandlerAsync(Office.EventType.DocumentSelectionChanged, { handler: moved });
  };
}
