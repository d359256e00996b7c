using System.Text.Json;
using Microsoft.ML.SearchSpace;

namespace MlPipeline.AutoMLConformance.Tests.SearchSpaces;

public class ParameterTests
{
    public enum Colour
    {
        Red,
        Green,
    }

    [Fact]
    public void Values_are_read_as_what_they_can_be()
    {
        Assert.Equal(3, Parameter.FromLong(3).AsType<int>());
        Assert.Equal(3.0, Parameter.FromInt(3).AsType<double>());
        Assert.Equal(0.1, Parameter.FromFloat(0.1f).AsType<double>());
        Assert.Equal(Colour.Green, Parameter.FromEnum(Colour.Green).AsType<Colour>());
        Assert.Equal([1, 2], Parameter.FromIEnumerable<int>([1, 2]).AsType<int[]>());
        Assert.Throws<JsonException>(() => Parameter.FromString("three").AsType<int>());
    }

    [Fact]
    public void Kinds_are_told() =>
        Assert.Equal(
            [
                ParameterType.Integer,
                ParameterType.Number,
                ParameterType.Bool,
                ParameterType.String,
                ParameterType.Object,
                ParameterType.Array,
                ParameterType.String,
            ],
            new[]
            {
                Parameter.FromInt(1),
                Parameter.FromDouble(1),
                Parameter.FromBool(true),
                Parameter.FromString(""),
                Parameter.CreateNestedParameter(),
                Parameter.FromIEnumerable<int>([]),
                Parameter.FromEnum(Colour.Red),
            }.Select(p => p.ParameterType)
        );

    [Fact]
    public void Parameters_come_back_from_json_equal()
    {
        Parameter parameter = Parameter.CreateNestedParameter();
        parameter["whole"] = Parameter.FromInt(3);
        parameter["number"] = Parameter.FromDouble(0.25);
        parameter["flag"] = Parameter.FromBool(true);
        parameter["nested"] = Parameter.CreateNestedParameter(
            KeyValuePair.Create("name", Parameter.FromEnum(Colour.Green))
        );
        parameter["list"] = Parameter.FromIEnumerable<int>([1, 2]);
        string json = JsonSerializer.Serialize(parameter);
        Assert.Equal("""{"whole":3,"number":0.25,"flag":true,"nested":{"name":"Green"},"list":[1,2]}""", json);
        Parameter read = JsonSerializer.Deserialize<Parameter>(json)!;
        Assert.Equal(parameter, read);
        Assert.Equal(parameter.GetHashCode(), read.GetHashCode());
        Assert.NotEqual(parameter, read["nested"]);
    }

    [Fact]
    public void Objects_become_parameters_and_come_back()
    {
        Sample sample = new()
        {
            Count = 2,
            Share = 0.5f,
            Colour = Colour.Green,
            Name = null,
        };
        Parameter parameter = Parameter.FromObject(sample);
        Assert.Equal(["Colour", "Count", "Share"], parameter.Keys.Order());
        Assert.Equal(
            (2, 0.5f, Colour.Green),
            (parameter.AsType<Sample>().Count, parameter.AsType<Sample>().Share, parameter.AsType<Sample>().Colour)
        );
    }

    public class Sample
    {
        public int Count { get; set; }

        public float Share { get; set; }

        public Colour Colour { get; set; }

        public string? Name { get; set; }
    }
}
