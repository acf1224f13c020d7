use akte_model::{Id, Person, Roles, Tenant};
use akte_store::Actor;

fn administrator(tenant: Id<Tenant>, person: Id<Person>, roles: Roles) -> Actor {
    Actor { tenant, person, roles } //~ cannot construct `Actor`
}

fn main() {}
