use akte_store::Store;

async fn everything(store: &Store) {
    let _ = store.database(); //~ E0624
}

fn main() {}
