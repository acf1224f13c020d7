use akte_store::Door;

fn second(door: &Door) -> Door {
    door.clone()
}

fn main() {}
