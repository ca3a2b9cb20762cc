//! Packing.

use super::PackError;
use serde::Serialize;
use serde::ser::{Error as _, SerializeMap, SerializeSeq, SerializeStruct};
use serde::ser::{SerializeStructVariant, SerializeTuple, SerializeTupleStruct};
use serde::ser::{SerializeTupleVariant, Serializer};

/// Packs a value.
pub(in crate::desk) fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, PackError> {
    let mut bytes = Vec::with_capacity(512);
    value.serialize(Writer(&mut bytes))?;
    Ok(bytes)
}

struct Writer<'a>(&'a mut Vec<u8>);

impl Writer<'_> {
    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn length(&mut self, length: Option<usize>) -> Result<(), PackError> {
        let length = length.ok_or_else(|| PackError::custom("a list of unknown length"))?;
        self.number(length as u64);
        Ok(())
    }
}

/// The parts of a value that has some; for a struct, the place of the next field.
struct Parts<'a> {
    to: Writer<'a>,
    next: u64,
}

impl<'a> From<Writer<'a>> for Parts<'a> {
    fn from(to: Writer<'a>) -> Self {
        Self { to, next: 0 }
    }
}

impl Parts<'_> {
    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PackError> {
        value.serialize(Writer(self.to.0))
    }

    fn field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PackError> {
        self.to.number(self.next);
        self.next += 1;
        self.part(value)
    }
}

macro_rules! numbers {
    ($($name:ident $from:ty, $as:ident;)*) => {
        $(fn $name(mut self, v: $from) -> Result<(), PackError> {
            self.number($as(v));
            Ok(())
        })*
    };
}

fn plain(v: impl Into<u64>) -> u64 {
    v.into()
}

/// Small numbers of either sign are small.
fn signed(v: impl Into<i64>) -> u64 {
    let v = v.into();
    (v << 1 ^ v >> 63) as u64
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = PackError;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    numbers! {
        serialize_bool bool, plain;
        serialize_u8 u8, plain;
        serialize_u16 u16, plain;
        serialize_u32 u32, plain;
        serialize_u64 u64, plain;
        serialize_char char, plain;
        serialize_i8 i8, signed;
        serialize_i16 i16, signed;
        serialize_i32 i32, signed;
        serialize_i64 i64, signed;
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_f32(self, _: f32) -> Result<(), PackError> {
        Err(PackError::custom("a number with a fraction"))
    }

    fn serialize_f64(self, _: f64) -> Result<(), PackError> {
        Err(PackError::custom("a number with a fraction"))
    }

    fn serialize_str(mut self, v: &str) -> Result<(), PackError> {
        self.bytes(v.as_bytes());
        Ok(())
    }

    fn serialize_bytes(mut self, v: &[u8]) -> Result<(), PackError> {
        self.bytes(v);
        Ok(())
    }

    fn serialize_none(mut self) -> Result<(), PackError> {
        self.number(0);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(mut self, value: &T) -> Result<(), PackError> {
        self.number(1);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), PackError> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), PackError> {
        Ok(())
    }

    fn serialize_unit_variant(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
    ) -> Result<(), PackError> {
        self.number(u64::from(index));
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), PackError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), PackError> {
        self.number(u64::from(index));
        value.serialize(self)
    }

    fn serialize_seq(mut self, length: Option<usize>) -> Result<Parts<'a>, PackError> {
        self.length(length)?;
        Ok(self.into())
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, PackError> {
        Ok(self.into())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, PackError> {
        Ok(self.into())
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, PackError> {
        self.number(u64::from(index));
        Ok(self.into())
    }

    fn serialize_map(mut self, length: Option<usize>) -> Result<Parts<'a>, PackError> {
        self.length(length)?;
        Ok(self.into())
    }

    fn serialize_struct(mut self, _: &'static str, fields: usize) -> Result<Parts<'a>, PackError> {
        self.number(fields as u64);
        Ok(self.into())
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        index: u32,
        _: &'static str,
        fields: usize,
    ) -> Result<Parts<'a>, PackError> {
        self.number(u64::from(index));
        self.number(fields as u64);
        Ok(self.into())
    }
}

macro_rules! parts {
    ($($of:ident $each:ident;)*) => {
        $(impl $of for Parts<'_> {
            type Ok = ();
            type Error = PackError;

            fn $each<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PackError> {
                self.part(value)
            }

            fn end(self) -> Result<(), PackError> {
                Ok(())
            }
        })*
    };
}

parts! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = PackError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), PackError> {
        self.part(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PackError> {
        self.part(value)
    }

    fn end(self) -> Result<(), PackError> {
        Ok(())
    }
}

macro_rules! fields {
    ($($of:ident)*) => {
        $(impl $of for Parts<'_> {
            type Ok = ();
            type Error = PackError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                _: &'static str,
                value: &T,
            ) -> Result<(), PackError> {
                self.field(value)
            }

            fn skip_field(&mut self, _: &'static str) -> Result<(), PackError> {
                self.next += 1;
                Ok(())
            }

            fn end(self) -> Result<(), PackError> {
                Ok(())
            }
        })*
    };
}

fields! { SerializeStruct SerializeStructVariant }
