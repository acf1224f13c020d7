use akte_store::Door;

fn second(door: &Door) -> Door {
    door.clone() //~ E0308
}

fn main() {}
